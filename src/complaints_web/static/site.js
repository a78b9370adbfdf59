/* Makes pages that already work nicer. Every function takes the part of the page to serve, so that an answer swapped in
   after an upload is served by the same code. Words come from data attributes: no language lives here. */
(function () {
  "use strict";

  const page = document.documentElement;
  page.classList.add("scripted");

  const all = (root, selector) => Array.from(root.querySelectorAll(selector));
  const byId = (id) => document.getElementById(id);
  const inWords = (sentence, number) => sentence.replace("{n}", number.toLocaleString(page.lang));
  const inSize = (bytes) => {
    const large = bytes > 1048576;
    const unit = { style: "unit", unit: large ? "megabyte" : "kilobyte", unitDisplay: "long", maximumFractionDigits: large ? 1 : 0 };
    return Math.max(1, bytes / (large ? 1048576 : 1024)).toLocaleString(page.lang, unit);
  };

  /* Fields ---------------------------------------------------------------------------------------------------- */

  function secrets(root) {
    all(root, "[data-show]").forEach((button) => {
      const words = [button.textContent, button.dataset.hideWord];
      button.addEventListener("click", () => {
        const field = byId(button.dataset.show);
        const shown = field.type === "text";
        field.type = shown ? "password" : "text";
        button.textContent = words[shown ? 0 : 1];
        button.setAttribute("aria-pressed", String(!shown));
      });
    });
  }

  function counters(root) {
    all(root, "[data-count-of]").forEach((counter) => {
      const field = byId(counter.dataset.countOf);
      const limit = Number(field.dataset.limit);
      const count = () => {
        const left = limit - Array.from(field.value).length;
        counter.textContent = inWords(left < 0 ? counter.dataset.overWords : counter.dataset.left, Math.abs(left));
        counter.toggleAttribute("data-over", left < 0);
      };
      field.addEventListener("input", count);
      count();
    });
  }

  /* Only the counties of the chosen province: their codes begin with its code. */
  function narrowed(root) {
    all(root, "[data-narrowed-by]").forEach((select) => {
      const parent = byId(select.dataset.narrowedBy);
      const groups = all(select, "optgroup");
      const narrow = () => {
        const begins = (group) => group.querySelector("option").value.startsWith(parent.value);
        groups.forEach((group) => (begins(group) ? select.append(group) : group.remove()));
        if (select.selectedIndex < 0) select.value = "";
      };
      parent.addEventListener("change", narrow);
      narrow();
    });
  }

  function suggestions(root) {
    all(root, "[data-clear]").forEach((button) => {
      const field = byId(button.dataset.clear);
      const show = () => { button.hidden = !field.value; };
      field.addEventListener("input", show);
      button.addEventListener("click", () => {
        field.value = "";
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.focus();
      });
      show();
    });
    all(root, "[data-code-of]").forEach((hidden) => {
      const field = byId(hidden.dataset.codeOf);
      field.addEventListener("input", () => {
        const chosen = Array.from(field.list ? field.list.options : []).find((o) => o.value === field.value.trim());
        hidden.value = chosen ? chosen.dataset.code : "";
      });
    });
  }

  function challenges(root) {
    all(root, ".challenge").forEach((challenge) => {
      const field = challenge.querySelector(".input");
      const picture = challenge.querySelector("[data-picture]");
      const sound = challenge.querySelector("[data-sound]");
      const another = challenge.querySelector("[data-another]");
      another.addEventListener("click", () => {
        fetch(another.dataset.another).then((answer) => answer.json()).then((next) => {
          picture.src = next.picture;
          sound.href = next.sound;
          challenge.querySelector("[name=challenge_id]").value = next.challenge;
          field.value = "";
          field.focus();
        }, () => { /* no line, or too many codes: the one that is there stays good */ });
      });
      sound.addEventListener("click", (event) => {
        event.preventDefault();
        new Audio(sound.href).play();
        field.focus();
      });
    });
  }

  /* Drafts: on this device only, a week at most, gone once sent or logged out. ----------------------------------- */

  const DRAFT = "complaint-draft:";
  const WEEK = 7 * 24 * 3600 * 1000;

  function memory(doing) {
    try { return doing(window.localStorage); } catch (refused) { return null; }
  }

  function drafts(root) {
    all(root, "[data-draft]").forEach((field) => {
      const key = DRAFT + field.dataset.draft;
      const told = root.querySelector('[data-draft-of="' + field.id + '"]');
      const kept = memory((store) => JSON.parse(store.getItem(key)));
      if (kept && Date.now() - kept.at < WEEK && !field.value) {
        field.value = kept.text;
        told.hidden = false;
      }
      let waiting;
      field.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => {
          const text = JSON.stringify({ text: field.value, at: Date.now() });
          memory((store) => { store.setItem(key, text); told.hidden = false; });
        }, 600);
      });
      told.querySelector("[data-draft-away]").addEventListener("click", () => {
        memory((store) => store.removeItem(key));
        told.hidden = true;
        field.focus();
      });
    });
    all(root, "[data-draft-sent]").forEach((sent) => {
      memory((store) => store.removeItem(DRAFT + sent.dataset.draftSent));
    });
    all(root, "[data-forget-drafts]").forEach((form) => form.addEventListener("submit", () => {
      memory((store) => Object.keys(store).filter((k) => k.startsWith(DRAFT)).forEach((k) => store.removeItem(k)));
    }));
  }

  /* Files ----------------------------------------------------------------------------------------------------- */

  function fileRow(file, removeWords, remove) {
    const row = document.createElement("li");
    row.className = "file";
    const name = document.createElement("bdi");
    name.className = "file-name";
    name.textContent = file.name;
    const size = document.createElement("span");
    size.className = "file-size";
    size.textContent = inSize(file.size);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button-link";
    button.textContent = removeWords;
    button.setAttribute("aria-label", removeWords + " " + file.name);
    button.addEventListener("click", remove);
    row.append(name, size, button);
    return row;
  }

  function files(root) {
    all(root, "[data-files]").forEach((area) => {
      const input = byId(area.dataset.files);
      const list = root.querySelector('[data-files-of="' + input.id + '"]');
      let chosen = [];
      const put = (next) => {
        const transfer = new DataTransfer();
        next.forEach((file) => transfer.items.add(file));
        chosen = next;
        input.files = transfer.files;
        list.replaceChildren(...chosen.map((file) => fileRow(file, list.dataset.remove, () => {
          put(chosen.filter((other) => other !== file));
          input.focus();
        })));
      };
      input.addEventListener("change", () => {
        const known = (file) => chosen.some((c) => c.name === file.name && c.size === file.size);
        put(chosen.concat(Array.from(input.files).filter((file) => !known(file))));
      });
      ["dragover", "dragleave", "drop"].forEach((kind) => area.addEventListener(kind, () => {
        area.classList.toggle("is-over", kind === "dragover");
      }));
    });
  }

  /* An upload shows how far it is. The answer, success or not, is the page the server would have shown. Whoever goes
     back from there gets the page of before from the server. */
  const SWAPPED = { swapped: true };

  function swapIn(request) {
    const answer = request.response;
    if (request.status < 400 && request.responseURL !== location.href) {
      history.replaceState(SWAPPED, "");
      history.pushState(SWAPPED, "", request.responseURL);
    }
    document.title = answer.title;
    document.body.replaceWith(answer.body);
    window.scrollTo(0, 0);
    serve(document);
  }

  function tell(board, broken) {
    board.hidden = false;
    board.querySelector("[data-upload-going]").hidden = broken;
    board.querySelector("[data-upload-broken]").hidden = !broken;
  }

  function upload(form, submitter) {
    const board = form.querySelector("[data-upload]");
    const words = board.querySelector("[data-upload-words]");
    const body = new FormData(form);
    if (submitter && submitter.name) body.append(submitter.name, submitter.value);
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => {
      const percent = Math.round((100 * event.loaded) / event.total);
      board.querySelector("progress").value = percent;
      words.textContent = inWords(words.dataset.uploadWords, percent);
    });
    const broke = () => {
      tell(board, true);
      free(form);
    };
    request.addEventListener("load", () => (request.response ? swapIn(request) : broke())); // a proxy may answer plain text
    request.addEventListener("error", broke);
    tell(board, false);
    request.open("POST", form.action);
    request.responseType = "document"; // parsed by the request itself: our policy trusts no other parser
    request.send(body);
  }

  /* A second press while the first is under way does nothing. */
  function free(form) {
    delete form.dataset.busy;
    all(form, ".button").forEach((button) => button.removeAttribute("aria-disabled"));
  }

  function forms(root) {
    all(root, 'form[method="post"]').forEach((form) => form.addEventListener("submit", (event) => {
      const board = form.querySelector("[data-upload]");
      if (board && !navigator.onLine) {
        event.preventDefault(); // a browser without a line would take the page and every word away
        tell(board, true);
        return;
      }
      if (form.dataset.busy) {
        event.preventDefault();
        return;
      }
      form.dataset.busy = "yes";
      all(form, ".button").forEach((button) => button.setAttribute("aria-disabled", "true"));
      const carried = all(form, 'input[type="file"]').some((input) => input.files.length);
      if (carried && "sendsFiles" in form.dataset) {
        event.preventDefault();
        upload(form, event.submitter);
      }
    }));
    all(root, "[data-sends]").forEach((field) => field.addEventListener("change", () => field.form.submit()));
  }

  /* Windows, codes, messages -------------------------------------------------------------------------------------- */

  function dialogs(root) {
    all(root, "dialog").forEach((dialog) => {
      const open = () => { if (dialog.showModal && !dialog.open) dialog.showModal(); };
      all(dialog, "[data-close]").forEach((link) => link.addEventListener("click", (event) => {
        event.preventDefault();
        dialog.close();
      }));
      all(root, 'a[href="#' + dialog.id + '"]').forEach((link) => link.addEventListener("click", (event) => {
        event.preventDefault();
        open();
      }));
      if (dialog.open && dialog.showModal) {
        dialog.close();
        open();
      }
    });
  }

  function copies(root) {
    all(root, "[data-copy]").forEach((button) => button.addEventListener("click", () => {
      const label = button.querySelector("span");
      const before = label.textContent;
      navigator.clipboard.writeText(button.dataset.copy).then(() => {
        label.textContent = button.dataset.copied;
        setTimeout(() => { label.textContent = before; }, 3000);
      });
    }));
    all(root, "[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
    all(root, "[data-dismiss]").forEach((button) => {
      button.addEventListener("click", () => button.parentElement.remove());
    });
  }

  /* Somebody who is watched leaves with one press, and "back" does not lead here. */
  function leave(root) {
    const way = root.querySelector("[data-leave]");
    if (!way) return;
    const go = () => {
      document.body.hidden = true;
      location.replace(way.href);
    };
    way.addEventListener("click", (event) => {
      event.preventDefault();
      go();
    });
    let presses = 0;
    document.addEventListener("keydown", (event) => {
      presses = event.key === "Escape" ? presses + 1 : 0;
      if (presses === 3) go();
    });
  }

  /* Keys of the workplace: j and k go through a list, other letters press what carries them. Not while somebody
     types, and not together with a key of the browser. By the place of the key: a Persian keyboard has other letters. */
  function letterOf(event) {
    if (event.shiftKey) return event.code === "Slash" ? "?" : event.key;
    return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
  }

  function pressed(event) {
    const busy = event.target.closest("input, select, textarea, dialog[open]");
    if (busy || event.ctrlKey || event.altKey || event.metaKey) return;
    const letter = letterOf(event);
    const rows = all(document, "[data-row]");
    const step = { j: 1, k: -1 }[letter];
    const key = document.querySelector('[data-key="' + CSS.escape(letter) + '"]');
    if (step && rows.length) {
      const next = rows.indexOf(document.activeElement) + step;
      rows[Math.max(0, Math.min(rows.length - 1, next))].focus();
    } else if (key) {
      event.preventDefault();
      key.focus();
      key.click();
    }
  }

  function serve(root) {
    const helps = [secrets, drafts, counters, narrowed, suggestions, challenges, files, forms, dialogs, copies, leave];
    helps.forEach((help) => help(root));
    const wrong = root.querySelector("[data-summary]");
    if (wrong) wrong.focus();
  }

  document.addEventListener("keydown", pressed);
  window.addEventListener("popstate", (event) => { if (event.state) location.reload(); });
  window.addEventListener("pageshow", () => all(document, "form[data-busy]").forEach(free));
  serve(document);
})();
