/**
 * The look of a neutral bank (evergreen), wallet (plum), phone app (cobalt) and seller by instalments (sienna); light and
 * dark are designed separately. System
 * fonts only, so that a page is one answer and its policy can forbid everything else.
 */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --page: #eef1f0; --surface: #ffffff; --sunken: #f5f7f6; --line: #d8dedb; --field-line: #84918c;
  --text: #16211d; --muted: #54625c;
  --accent: #0c5c4c; --accent-strong: #084639; --on-accent: #ffffff; --tint: #e3f0ec;
  --danger: #a3261b; --danger-tint: #fdeeec; --danger-line: #edc2bd;
  --ribbon: #ffd769; --ribbon-text: #3a2a00;
  --shadow: 0 1px 2px rgb(15 35 28 / 6%), 0 12px 32px -12px rgb(15 35 28 / 18%);
}
body.wallet {
  --page: #f3eff3; --sunken: #f8f5f8; --line: #e2d9e2; --field-line: #92838f; --text: #231a24; --muted: #655767;
  --accent: #77296f; --accent-strong: #5a1d54; --tint: #f5e8f3;
}
body.app {
  --page: #eef1f7; --sunken: #f4f6fb; --line: #d9deea; --field-line: #838da3; --text: #171d2b; --muted: #556077;
  --accent: #2450b8; --accent-strong: #193b8c; --tint: #e5ecfb;
}
body.instalments {
  --page: #f6f1ec; --sunken: #fbf7f3; --line: #e6dcd1; --field-line: #96877a; --text: #261c15; --muted: #6a5a4d;
  --accent: #9c4514; --accent-strong: #76320c; --tint: #fbeadd;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e1513; --surface: #17211e; --sunken: #121b18; --line: #2b3935; --field-line: #6d7f78;
    --text: #e9f0ed; --muted: #a3b3ac;
    --accent: #6fd3b8; --accent-strong: #93e2cc; --on-accent: #06251d; --tint: #1c3a32;
    --danger: #ffb1a8; --danger-tint: #3a1a17; --danger-line: #6e332d;
    --ribbon: #4a3708; --ribbon-text: #ffe3a0;
    --shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 16px 40px -16px rgb(0 0 0 / 60%);
  }
  body.wallet {
    --page: #151016; --surface: #211923; --sunken: #1a131c; --line: #3b2f3e; --field-line: #836f87; --text: #f3ecf3;
    --muted: #b8a8ba; --accent: #eda4e2; --accent-strong: #f6c4ee; --on-accent: #3b0d36; --tint: #432040;
  }
  body.app {
    --page: #0f131b; --surface: #181e2a; --sunken: #131823; --line: #2c3547; --field-line: #707d98; --text: #eaeff8;
    --muted: #a5b0c6; --accent: #9dbcff; --accent-strong: #bfd3ff; --on-accent: #0c1f4d; --tint: #1f2f57;
  }
  body.instalments {
    --page: #16110d; --surface: #221a15; --sunken: #1b1410; --line: #3d3028; --field-line: #8a7666; --text: #f5ede6;
    --muted: #bfab9b; --accent: #f2ae84; --accent-strong: #f8c8aa; --on-accent: #43190a; --tint: #482914;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column; background: var(--page);
  color: var(--text); font: 16px/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  -webkit-text-size-adjust: 100%; overflow-wrap: break-word;
}
p, h1, h2, dl, dd { margin: 0; }
svg { width: 20px; height: 20px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.ribbon {
  display: flex; gap: 8px; align-items: center; justify-content: center; padding: 7px 16px; background: var(--ribbon);
  color: var(--ribbon-text); font-size: 14px; font-weight: 600; text-align: center;
}
.ribbon svg { width: 16px; height: 16px; }
.bar { display: flex; gap: 12px; align-items: center; padding: 14px max(20px, calc(50vw - 480px)); background: var(--surface); border-bottom: 1px solid var(--line); }
.mark { display: grid; flex: none; place-items: center; width: 36px; height: 36px; border-radius: 9px; background: var(--accent); color: var(--on-accent); }
.wallet .mark { border-radius: 50%; }
.name { font-weight: 650; letter-spacing: -0.01em; }
.place { margin-left: auto; color: var(--muted); font-size: 14px; text-align: right; }
main { flex: 1; width: 100%; max-width: 1000px; margin: 0 auto; padding: 40px 20px 32px; }
.wallet main, main:has(> .outcome) { max-width: 520px; }
footer { padding: 16px 20px 24px; color: var(--muted); font-size: 13px; text-align: center; }
footer p { max-width: 66ch; margin: 0 auto; }

.sheet { background: var(--surface); border: 1px solid var(--line); border-radius: 16px; box-shadow: var(--shadow); overflow: hidden; }
.order { background: var(--sunken); padding: 28px 32px; border-bottom: 1px solid var(--line); }
.form { padding: 28px 32px 32px; }
.payee { color: var(--muted); font-size: 15px; }
.payee strong { color: var(--text); font-weight: 600; }
.amount { margin-top: 4px; font-size: 34px; line-height: 1.2; font-weight: 650; letter-spacing: -0.025em; font-variant-numeric: tabular-nums; }
.lines { margin-top: 24px; border-top: 1px solid var(--line); font-size: 15px; }
.lines > div { display: flex; gap: 16px; justify-content: space-between; padding: 10px 0; border-bottom: 1px solid var(--line); }
.lines dt { min-width: 0; }
.lines dd { flex: none; font-variant-numeric: tabular-nums; }
.lines .total { border-bottom: 0; font-weight: 650; }
.reference { margin-top: 12px; color: var(--muted); font-size: 13px; }
.reference code { font: 12.5px/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }

h1 { font-size: 20px; line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; }
h2 { font-size: 15px; font-weight: 650; }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; margin: 20px 0 24px; }
.field { display: flex; flex-direction: column; gap: 6px; min-width: 0; }
.field.wide { grid-column: 1 / -1; }
label { font-size: 14px; font-weight: 600; }
input {
  width: 100%; height: 48px; padding: 0 14px; border: 1px solid var(--field-line); border-radius: 9px; background: var(--surface);
  color: inherit; font: inherit; font-variant-numeric: tabular-nums;
}
input[aria-invalid=true] { border-color: var(--danger); }
.hint { color: var(--muted); font-size: 13px; }
.hint.centred { text-align: center; }
.field .error { color: var(--danger); font-size: 13px; font-weight: 600; }

.inbox { padding: 28px 32px 32px; }
.sms { display: grid; gap: 4px; justify-items: start; margin-top: 22px; }
.sms .bubble { max-width: 44ch; padding: 12px 16px; border-radius: 4px 16px 16px 16px; background: var(--tint); white-space: pre-line; overflow-wrap: anywhere; }

.actions { display: grid; gap: 10px; }
.button {
  display: flex; gap: 10px; align-items: center; justify-content: center; min-height: 48px; padding: 10px 18px; border: 1px solid transparent; border-radius: 9px;
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; transition: background-color 140ms ease-out, border-color 140ms ease-out;
}
.button.primary { min-height: 54px; background: var(--accent); color: var(--on-accent); font-size: 17px; }
.button.primary:hover { background: var(--accent-strong); }
.button.plain { border-color: var(--field-line); background: transparent; color: var(--text); }
.button.plain:hover { background: var(--sunken); border-color: var(--text); }
.button.quiet { color: var(--muted); }
.button.quiet:hover { color: var(--text); text-decoration: underline; text-underline-offset: 3px; }
:is(a, button, input, summary):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.wallet .button { border-radius: 27px; }

.notice { display: flex; gap: 10px; margin-top: 18px; padding: 12px 14px; border: 1px solid var(--danger-line); border-radius: 10px; background: var(--danger-tint); font-size: 15px; }
.notice svg { margin-top: 1px; color: var(--danger); }
.notice strong { color: var(--danger); }

details { margin-top: 22px; border-top: 1px solid var(--line); padding-top: 14px; font-size: 14px; }
summary { cursor: pointer; font-weight: 600; border-radius: 4px; }
table { width: 100%; margin-top: 10px; border-collapse: collapse; }
th { font-weight: 400; text-align: left; }
th code { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; white-space: nowrap; }
td { color: var(--muted); text-align: right; }
th, td { padding: 5px 0; vertical-align: top; }
td { padding-left: 16px; }

.person { display: flex; gap: 14px; align-items: center; margin: 20px 0 14px; }
.initials { display: grid; place-items: center; width: 44px; height: 44px; flex: none; border-radius: 50%; background: var(--tint); color: var(--accent); font-weight: 650; }
.person p + p, .source p + p { color: var(--muted); font-size: 14px; }
.person > div, .source > div { min-width: 0; }
.source { display: flex; gap: 14px; align-items: center; margin-bottom: 22px; padding: 14px 16px; border: 1px solid var(--line); border-radius: 12px; }
.source > svg { width: 44px; padding: 0 10px; height: 24px; color: var(--accent); }
.source .balance { margin-left: auto; font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }

.steps { margin: 24px 0; padding: 0; list-style: none; counter-reset: step; font-size: 15px; }
.steps li { display: flex; gap: 12px; align-items: baseline; padding: 8px 0; counter-increment: step; }
.steps li::before {
  content: counter(step); display: grid; flex: none; place-items: center; width: 26px; height: 26px; border-radius: 50%;
  background: var(--tint); color: var(--accent); font-size: 13px; font-weight: 650;
}
.app .order code { display: block; margin-top: 2px; }
.device { max-width: 360px; margin: 0 auto; border: 1px solid var(--line); border-radius: 30px; overflow: hidden; background: var(--surface); box-shadow: var(--shadow); }
.asked { padding: 32px 24px 26px; background: var(--tint); text-align: center; }
.asked .initials { width: 56px; height: 56px; margin: 0 auto 12px; background: var(--surface); font-size: 18px; }
.asked h1 { font-size: 16px; font-weight: 600; }
.answer { padding: 20px 20px 24px; }
.app .button { border-radius: 14px; }

.plan { margin: 20px 0 6px; padding: 0; list-style: none; }
.plan li { position: relative; display: flex; gap: 14px; align-items: flex-start; padding-bottom: 22px; }
.plan li:not(:last-child)::after { content: ""; position: absolute; left: 10px; top: 26px; bottom: 4px; width: 2px; background: var(--line); }
.plan .dot { flex: none; width: 22px; height: 22px; border: 2px solid var(--field-line); border-radius: 50%; }
.plan .first .dot { border-color: var(--accent); background: var(--accent); box-shadow: inset 0 0 0 4px var(--surface); }
.plan .when { min-width: 0; }
.plan .when span { display: block; color: var(--muted); font-size: 14px; }
.plan .first .when { font-weight: 650; }
.plan .first .when span { font-weight: 400; }
.plan .sum { margin-left: auto; font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
.promise { margin-bottom: 20px; padding: 12px 14px; border-radius: 10px; background: var(--tint); font-size: 15px; }
.promise strong { font-weight: 650; }

.outcome { padding: 40px 32px 32px; text-align: center; }
.outcome > svg { width: 52px; height: 52px; margin-bottom: 14px; color: var(--accent); stroke-width: 1.5; }
.outcome p { margin: 8px 0 24px; color: var(--muted); }

@media (min-width: 880px) {
  :is(.bank, .app, .instalments) .sheet.paying { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); }
  :is(.bank, .app, .instalments) .order { padding: 40px; border-bottom: 0; border-right: 1px solid var(--line); }
  :is(.bank, .app, .instalments) .form { padding: 40px; }
}
@media (max-width: 879px) {
  .app .order { display: none; }
  .app main { max-width: 460px; }
  .app .sheet { border: 0; background: none; box-shadow: none; }
  .app .form { padding: 0; }
  .app .device { max-width: none; }
  .app .sheet.outcome { border: 1px solid var(--line); background: var(--surface); }
}
@media (max-width: 420px) {
  .place { display: none; }
}
@media (max-width: 560px) {
  main { padding: 0; }
  body { background: var(--surface); }
  .sheet { border-width: 0 0 1px; border-radius: 0; box-shadow: none; }
  .bar { padding: 12px 20px; }
  .order, .form { padding: 22px 20px; }
  .outcome { padding: 40px 20px; }
  .amount { font-size: 30px; }
  .app .device { border-width: 0 0 1px; border-radius: 0; box-shadow: none; }
  .app .sheet.outcome { border-width: 0 0 1px; }
}
@media (prefers-reduced-motion: reduce) { .button { transition: none; } }
@media (forced-colors: active) { .button.primary, .mark { border: 1px solid ButtonText; } }
`;
