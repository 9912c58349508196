"use strict";
(() => {
  const data = JSON.parse(document.getElementById("days").textContent);
  const names = ["granted", "consumed", "expired", "balance", "charges", "cash"];
  const rows = {};
  const rowsOf = (name) => {
    if (rows[name]) return rows[name];
    const sums = {};
    for (const key of ["granted", "consumed", "expired", "charges"]) {
      let sum = 0n;
      sums[key] = data[name][key].split(" ").map((change) => (sum += BigInt(change || 0)));
    }
    rows[name] = sums.granted.map((granted, day) => ({
      granted,
      consumed: sums.consumed[day],
      expired: sums.expired[day],
      balance: granted - sums.consumed[day] - sums.expired[day],
      charges: sums.charges[day],
      cash: sums.charges[day] - sums.consumed[day],
    }));
    return rows[name];
  };
  const dollars = (cents) => {
    const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
    const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
    return (cents < 0n ? "-$" : "$") + whole + "." + digits.slice(-2);
  };
  const date = (day) => {
    const at = new Date(data.start + "T00:00:00Z");
    at.setUTCDate(at.getUTCDate() + day);
    return at.toISOString().slice(0, 10);
  };
  const shown = () => document.querySelector('input[name="case"]:checked').value;
  const slider = document.getElementById("day");
  if (!slider) return;
  const events = (name, day) => data[name].events.filter((event) => event[0] === day).map((event) => data.words[event[1]] ?? event[1]);

  const show = (day) => {
    const name = shown();
    const row = rowsOf(name)[day];
    slider.value = day;
    const what = events(name, day).join(", ");
    document.getElementById("date").textContent = date(day) + ", day " + day;
    document.getElementById("events").textContent = what;
    document.getElementById("open").hidden = day === data.last || date(day + 1).endsWith("-01");
    for (const key of names) document.getElementById("day-" + key).textContent = dollars(row[key]);
    slider.setAttribute("aria-valuetext", date(day) + ", balance " + dollars(row.balance) + ", cash " + dollars(row.cash));
    for (const chart of document.querySelectorAll("#position svg.chart")) {
      const [left, right, top, bottom] = ["left", "right", "top", "bottom"].map((end) => Number(chart.dataset[end]));
      const x = left + ((right - left) * day) / Math.max(data.last, 1);
      let cursor = chart.querySelector(".cursor");
      if (!cursor) {
        cursor = document.createElementNS("http://www.w3.org/2000/svg", "path");
        cursor.setAttribute("class", "cursor");
        chart.append(cursor);
      }
      cursor.setAttribute("d", "M" + x + " " + top + "V" + bottom);
    }
  };

  const point = (event) => {
    const chart = event.currentTarget;
    const box = chart.getBoundingClientRect();
    const [left, right] = ["left", "right"].map((end) => Number(chart.dataset[end]));
    const at = ((event.clientX - box.left) / box.width) * chart.viewBox.baseVal.width;
    show(Math.min(Math.max(Math.round(((at - left) / (right - left)) * data.last), 0), data.last));
  };
  for (const chart of document.querySelectorAll("#position svg.chart")) {
    chart.addEventListener("pointermove", point);
    chart.addEventListener("pointerdown", point);
  }
  slider.addEventListener("input", () => show(Number(slider.value)));
  for (const button of document.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => {
      const step = Number(button.dataset.step);
      const now = Number(slider.value);
      const days = data[shown()].events.map((event) => event[0]).filter((day) => (day - now) * step > 0);
      if (days.length) show(step > 0 ? Math.min(...days) : Math.max(...days));
    });
  }
  for (const radio of document.querySelectorAll('input[name="case"]')) {
    radio.addEventListener("change", () => show(Number(slider.value)));
  }
  document.querySelector(".reader").hidden = false;
  // The first day with a credit; that of a plan without one is day 0.
  show(Math.max(rowsOf(shown()).findIndex((row) => row.granted > 0n), 0));
})();
