// Passkeys: asks the browser, puts its answer into the form, sends the form. Everything else works without this script.
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => {
    let binary = "";
    for (const byte of new Uint8Array(buffer)) binary += String.fromCharCode(byte);
    return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const listed = (names) => names.split(" ").filter(Boolean).map((id) => ({ type: "public-key", id: bytes(id) }));

  const toUse = (data) => ({
    challenge: bytes(data.challenge),
    rpId: data.party,
    allowCredentials: listed(data.credentials),
    userVerification: "required",
    timeout: 300000,
  });
  const toMake = (data) => ({
    challenge: bytes(data.challenge),
    rp: { id: data.party, name: data.partyName },
    user: { id: bytes(data.user), name: data.userName, displayName: data.userShown },
    pubKeyCredParams: data.algorithms.split(" ").map((alg) => ({ type: "public-key", alg: Number(alg) })),
    excludeCredentials: listed(data.credentials),
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    attestation: "none",
    timeout: 300000,
  });
  const answered = (credential) => {
    const { response } = credential;
    const answer = { id: text(credential.rawId), clientData: text(response.clientDataJSON) };
    if (response.attestationObject) return { ...answer, attestation: text(response.attestationObject) };
    return {
      ...answer,
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null,
    };
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const making = form.dataset.passkey === "make";
    const show = (name) => {
      for (const said of form.querySelectorAll("[data-said]")) said.hidden = said.dataset.said !== name;
    };
    if (!window.PublicKeyCredential || !navigator.credentials) {
      show("unable");
      continue;
    }
    for (const part of form.querySelectorAll("[data-with-script]")) part.hidden = false;
    const send = (credential) => {
      form.elements.passkey.value = JSON.stringify(answered(credential));
      form.submit();
    };
    let waiting = null;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      show("");
      if (waiting) waiting.abort();
      waiting = new AbortController();
      const signal = waiting.signal;
      try {
        if (making) send(await navigator.credentials.create({ publicKey: toMake(form.dataset), signal }));
        else send(await navigator.credentials.get({ publicKey: toUse(form.dataset), signal }));
      } catch (error) {
        show(error.name === "InvalidStateError" ? "known" : error.name === "SecurityError" ? "unable" : "failed");
      }
    });
    if (form.dataset.autofill === undefined || !PublicKeyCredential.isConditionalMediationAvailable) continue;
    PublicKeyCredential.isConditionalMediationAvailable().then((available) => {
      if (!available || waiting) return;
      waiting = new AbortController();
      const asked = { publicKey: toUse(form.dataset), mediation: "conditional", signal: waiting.signal };
      // Nobody asked for it, so nobody is told when nothing comes of it.
      navigator.credentials.get(asked).then(send, () => {});
    });
  }
})();
