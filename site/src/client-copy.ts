/** One listener for all copy buttons of a page: a block of code itself needs no script. */
if (typeof document !== "undefined") {
  document.addEventListener("click", async (event) => {
    const button = (event.target as Element | null)?.closest<HTMLButtonElement>(
      "button[data-copy]",
    );
    const text = button?.parentElement?.querySelector("code")?.textContent;
    if (!button || text == null) return;
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
    setTimeout(() => button.textContent = "Copy", 1500);
  });
}
