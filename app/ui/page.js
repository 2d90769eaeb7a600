// What the page does in the browser by itself: copying, keys, light and dark, and handing over files.
(() => {
  const THEME = "tracuu-theme";
  document.documentElement.lang = "vi";

  // An address without https has no clipboard of its own.
  async function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  // A button says for two seconds what it has done.
  function confirm(button) {
    const before = button.textContent;
    if (before === button.dataset.done) return;
    button.setAttribute("aria-live", "polite");
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = before), 2000);
  }

  function switchTheme() {
    const dark = document.body.classList.toggle("dark");
    localStorage.setItem(THEME, dark ? "dark" : "light");
  }

  document.addEventListener("click", async (press) => {
    const button = press.target.closest("button");
    if (button?.dataset.copy) await copy(button.dataset.copy);
    if (button?.dataset.done) confirm(button);
    if (press.target.closest(".theme")) switchTheme();
  });

  document.addEventListener("keydown", (key) => {
    const typing = key.target.closest("input, textarea, select, [contenteditable]");
    if (key.key !== "/" || typing || key.ctrlKey || key.metaKey || key.altKey) return;
    const boxes = document.querySelectorAll("#ask-box textarea, #find-box textarea, #compare-box textarea");
    const box = [...boxes].find((candidate) => candidate.offsetParent);
    if (!box) return;
    key.preventDefault();
    box.focus();
    box.select();
  });

  window.tracuu = {
    // Called once Gradio has built the page and chosen light or dark from the system.
    start() {
      const theme = localStorage.getItem(THEME);
      if (theme) document.body.classList.toggle("dark", theme === "dark");
      const speaks = () => {
        const header = document.querySelector("[data-speaks]");
        if (header) document.documentElement.lang = header.dataset.speaks;
      };
      new MutationObserver(speaks).observe(document.getElementById("header"), {
        subtree: true, childList: true, attributes: true, attributeFilter: ["data-speaks"],
      });
      speaks();
      for (const place of ["answer", "found", "compared"]) {
        document.getElementById(place)?.setAttribute("aria-live", "polite");
      }
    },

    // A file that the server made, as { name, type, content in base64 }.
    download(made) {
      if (!made) return;
      const bytes = Uint8Array.from(atob(made.content), (letter) => letter.charCodeAt(0));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([bytes], { type: made.type }));
      link.download = made.name;
      link.click();
      URL.revokeObjectURL(link.href);
    },
  };
})();
