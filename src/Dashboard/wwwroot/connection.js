// Says when what the page shows is not live, and brings it back. Two things can be lost: the circuit that renders the page
// and the hub that brings alarms; LiveLink.razor.js reports the second here.
(() => {
  const banner = document.getElementById("connection-banner");
  const lost = new Map();
  const time = at => at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });

  function show() {
    const any = lost.size > 0;
    document.documentElement.classList.toggle("not-live", any);
    if (any) {
      const since = new Date(Math.min(...lost.values()));
      const text = lost.has("circuit") || lost.has("hub")
        ? `Connection lost. Nothing below is live since ${time(since)}. Reconnecting…`
        : `No live data since ${time(since)}. Waiting for the server…`;
      if (banner.textContent !== text) banner.textContent = text;
    }
    banner.hidden = !any;
    document.documentElement.classList.toggle("circuit-lost", lost.has("circuit"));
    document.documentElement.style.setProperty("--banner", `${banner.offsetHeight}px`);
  }

  window.ecgConnection = {
    lost(what, since) { if (!lost.has(what)) { lost.set(what, since ?? Date.now()); show(); } },
    back(what) { if (lost.delete(what)) show(); }
  };

  let trying = false;
  Blazor.start({
    circuit: {
      reconnectionHandler: {
        async onConnectionDown() {
          window.ecgConnection.lost("circuit");
          if (trying) return;
          trying = true;
          // A monitor on a wall has nobody to press "retry": never give up.
          for (let n = 0; lost.has("circuit"); n++) {
            await new Promise(done => setTimeout(done, Math.min(300 * 2 ** n, 5000)));
            try {
              if (!lost.has("circuit")) break;
              // false: the server is there but no longer knows this page (it was restarted).
              if (await Blazor.reconnect() === false) { location.reload(); return; }
              window.ecgConnection.back("circuit");
            } catch { /* the server is not there yet */ }
          }
          trying = false;
        },
        onConnectionUp() { window.ecgConnection.back("circuit"); }
      }
    }
  });
})();
