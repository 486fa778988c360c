// Before textual.js looks at the page: where the terminal's socket is, and the token out of the address line.
document.addEventListener("DOMContentLoaded", () => {
  const size = parseInt(new URLSearchParams(location.search).get("fontsize"), 10);
  const terminal = document.getElementById("terminal");
  terminal.dataset.sessionWebsocketUrl = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`;
  terminal.dataset.fontSize = size >= 8 && size <= 40 ? size : 16;
  history.replaceState(null, "", size ? `/?fontsize=${size}` : "/");

  // The keys are the reader's as soon as there is something to see, without a click.
  new MutationObserver((_, observer) => {
    if (document.body.classList.contains("-first-byte")) {
      observer.disconnect();
      terminal.querySelector(".xterm-helper-textarea").focus();
    }
  }).observe(document.body, { attributeFilter: ["class"] });
});
