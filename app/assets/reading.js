// A click on a clause's # copies its address; without this script it is an ordinary link.
const status = document.querySelector(".heard");

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.address");
  if (!link || !navigator.clipboard) return;
  const address = new URL(link.href);
  address.search = "";
  await navigator.clipboard.writeText(address.href);
  status.textContent = link.dataset.copied;
  setTimeout(() => { status.textContent = ""; }, 2000);
});

// The outline stands beside the text where there is room, and is folded away above it where there is none.
const narrow = matchMedia("(max-width: 60rem)");
const outline = document.querySelector(".outline");
const fold = () => { outline.open = !narrow.matches; };
narrow.addEventListener("change", fold);
fold();
