import { isAdministered, toAdminister, type AnyDocument, type ImportAnswer, type Kind } from '@pih/schemas';
import { Forbidden } from '../../http/index.ts';
import type { Author } from '../model.ts';
import type { DocumentDependencies } from '../service.ts';
import type { Commits } from './commit.ts';
import { errorsInForm, errorsTogether } from './judge.ts';
import { archivedErrors, isDifferent, planned, told, type Planned } from './plan.ts';
import { ImportNeedsApproval, ImportOvertaken, ImportRefused } from './problems.ts';

export interface ImportDependencies extends Pick<DocumentDependencies, 'live' | 'refresh' | 'gate'> {
  commits: Commits;
  /** Titles of the rules, live now, by which a second person has to approve a change. */
  needs: (change: { kind: Kind; document: AnyDocument; before: unknown; by: Author }) => Promise<string[]>;
  /** What carrying out an import happens within. */
  around?: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** Who imports, why, and whether they only want to know what it would change. */
export interface ImportOptions {
  note: string;
  by: Author;
  dryRun: boolean;
  /** Whether they may change the kinds that take an administrator. */
  mayAdminister: boolean;
  /** The numbers that the changed documents are to get, by kind and id; whatever they are when absent. */
  revisions?: Readonly<Record<string, number>>;
}

/** @throws ImportOvertaken when an import would not change what its author has looked at */
function refuseOvertaken(plan: readonly Planned[], revisions: ImportOptions['revisions']): void {
  if (!revisions) return;
  const documents = plan
    .filter((each) => {
      const { kind, id } = each.document;
      return revisions[`${kind}/${id}`] !== (isDifferent(each) ? each.revision : undefined);
    })
    .map(({ document: { kind, id } }) => ({ kind, id }));
  if (documents.length) throw new ImportOvertaken({ documents });
}

/** @throws Forbidden when something would change that takes an administrator; what stays as it is takes nobody */
function refuseUnadministered(plan: readonly Planned[], { mayAdminister }: ImportOptions): void {
  if (mayAdminister) return;
  if (plan.some((each) => isDifferent(each) && isAdministered(each.document.kind)))
    throw new Forbidden({ action: toAdminister });
}

/** Takes in documents of every kind, all together or none. */
export class Imports {
  readonly #deps: ImportDependencies;

  constructor(deps: ImportDependencies) {
    this.#deps = deps;
  }

  /**
   * Judges documents as the configuration would be with all of them, and makes those live that differ from what is.
   * @throws ImportRefused, ImportNeedsApproval, ImportOvertaken, Forbidden; nothing is changed then
   */
  async take(given: Record<string, unknown>[], options: ImportOptions): Promise<ImportAnswer> {
    const { by, dryRun, revisions } = options;
    const errors = errorsInForm(given);
    if (errors.length) throw new ImportRefused({ errors });
    // What fits its schema has the type of its kind.
    const documents = given as unknown as AnyDocument[];
    await this.#deps.refresh();
    const plan = await planned(this.#deps.commits, documents);
    refuseOvertaken(plan, revisions);
    await this.#judge(plan);
    const changes = await Promise.all(plan.map(async (each) => told(each, await this.#needs(each, by))));
    if (dryRun || !plan.some(isDifferent)) return { changes, applied: false };
    refuseUnadministered(plan, options);
    await this.#refuseUnapproved(plan, by);
    const { around = (work) => work() } = this.#deps;
    await around(() => this.#carryOut(plan, options));
    return { changes, applied: true };
  }

  async #carryOut(plan: readonly Planned[], { note, by }: ImportOptions): Promise<void> {
    await this.#deps.commits.carryOut({ planned: plan, note, by }, async () => {
      // Somebody may have published what these refer to, or new rules, since it was looked at.
      await this.#deps.refresh();
      await this.#judge(plan);
      await this.#refuseUnapproved(plan, by);
    });
    // From here on it is live everywhere, whatever becomes of this engine.
    await this.#deps.commits.settle();
    await this.#deps.refresh();
  }

  /** @throws ImportRefused */
  async #judge(plan: readonly Planned[]): Promise<void> {
    const { live, gate } = this.#deps;
    const archived = archivedErrors(plan);
    const errors = archived.length ? archived : await errorsTogether(plan.filter(isDifferent), live(), gate);
    if (errors.length) throw new ImportRefused({ errors });
  }

  async #needs(plan: Planned, by: Author): Promise<string[]> {
    const { document, before } = plan;
    return isDifferent(plan) ? this.#deps.needs({ kind: document.kind, document, before, by }) : [];
  }

  /** @throws ImportNeedsApproval */
  async #refuseUnapproved(plan: readonly Planned[], by: Author): Promise<void> {
    const all = await Promise.all(
      plan.map(async (each) => ({
        kind: each.document.kind,
        id: each.document.id,
        needs: await this.#needs(each, by),
      })),
    );
    const documents = all.filter(({ needs }) => needs.length > 0);
    if (documents.length) throw new ImportNeedsApproval({ documents });
  }
}
