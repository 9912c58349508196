"use strict";
(() => {
  const table = document.querySelector("table.index");
  if (!table) return;
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  const key = (row, at) => row.cells[at].dataset.key;
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const order = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      const isAmount = head.classList.contains("n");
      const rows = [...body.rows].sort((one, other) => {
        const [a, b] = [key(one, at), key(other, at)];
        if (!isAmount) return a < b ? -order : a > b ? order : 0;
        const [x, y] = [BigInt(a), BigInt(b)];
        return x < y ? -order : x > y ? order : 0;
      });
      body.append(...rows);
      heads.forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", order > 0 ? "ascending" : "descending");
    });
  });
})();
