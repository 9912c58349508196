-- What a list of companies comes to, from the records of `stackplan batch`: DuckDB reads its CSV and its NDJSON.
--
-- Amounts are read as DECIMAL and so stay exact to the cent. Left to guess, DuckDB takes DOUBLE.

CREATE TEMP VIEW plans AS
    SELECT * FROM read_csv('plans.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"');

-- Of an object only the keys that are asked for.
CREATE TEMP VIEW records AS
    SELECT * FROM read_json('plans.ndjson', format = 'newline_delimited', columns = {
        source: 'STRUCT(path VARCHAR, line BIGINT)',
        error: 'STRUCT(diagnostics STRUCT(code VARCHAR, message VARCHAR)[])',
        profile: 'STRUCT(company VARCHAR, id VARCHAR)',
        grants: 'STRUCT(id VARCHAR, "program" VARCHAR, amount STRUCT(likely DECIMAL(18, 2)),
                        issued_on STRUCT(likely DATE), status STRUCT(likely VARCHAR))[]',
        totals: 'STRUCT(granted STRUCT(likely DECIMAL(18, 2)))'
    });

-- Companies by eligibility and tier.
SELECT eligible, coalesce(tier_assigned, 'none') AS tier, count(*) AS companies,
       sum(granted_likely::DECIMAL(18, 2)) AS granted, sum(cash_likely::DECIMAL(18, 2)) AS cash
FROM plans WHERE error IS NULL GROUP BY eligible, tier ORDER BY eligible, tier;

-- Granted by month in the likely case, without the credits that a company holds already: the first half of 2026.
SELECT strftime(credit.issued_on.likely, '%Y-%m') AS month, count(*) AS grants,
       count(DISTINCT profile.id) AS companies, sum(credit.amount.likely) AS granted
FROM (SELECT profile, unnest(grants) AS credit FROM records)
WHERE credit.status.likely IN ('planned', 'actual')
  AND credit.issued_on.likely >= DATE '2026-01-01' AND credit.issued_on.likely < DATE '2026-07-01'
GROUP BY month ORDER BY month;

-- First bills by quarter, the earliest of a company's providers.
SELECT coalesce(year(day) || '-Q' || quarter(day), 'none in the plan') AS first_bill, count(*) AS companies,
       sum(amount) AS cash_on_that_day
FROM (SELECT first_bill_date_likely::DATE AS day, first_bill_likely::DECIMAL(18, 2) AS amount
      FROM plans WHERE error IS NULL)
GROUP BY first_bill ORDER BY first_bill;

-- Lines that are no profile, by their first mistake.
SELECT error.diagnostics[1].code AS mistake, count(*) AS lines, min(source.line) AS first_line
FROM records WHERE error IS NOT NULL GROUP BY mistake ORDER BY lines DESC, mistake;

-- The two forms tell the same.
SELECT (SELECT sum(granted_likely::DECIMAL(18, 2)) FROM plans) AS granted_csv,
       (SELECT sum(totals.granted.likely) FROM records) AS granted_ndjson;
