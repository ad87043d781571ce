export const usage = `npm run config -- <command> <folder> [options]

  export    writes every published document to <folder>/<kind>/<id>.json
              --prune    removes the files of documents that are gone
  validate  checks the files by themselves: their form, what they refer to, the test cases of flows
              --against  asks the engine as well: what else is published there, secrets, approvals
  diff      says what an import would change; ends with 1 when there is anything
  import    shows that, asks, and publishes all the files at once or none
              --note "why"  stands at each revision
              --yes         does not ask

  HUB_URL   where the engine runs; http://localhost:3000
  HUB_KEY   an API key whose role may do config.read (export) and config.publish (all that asks what an
            import would do); validate without --against needs neither

Secrets are never in the files: a document names them, {"$secret": "STRIPE_SECRET_KEY"}.
Exit codes: 0 done, nothing differs; 1 refused, or something differs; 2 could not begin.`;
