import { decideOffers } from '../../rules/index.ts';
import { ending } from '../actions/cancel.ts';
import { decided, questionAbout } from '../decisions/decisions.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { begin, hear, holds, passOver, pays, redirect } from './attempts.ts';
import type { Chance } from './random.ts';
import type { Shape } from './shape.ts';
import type { Story } from './story.ts';

const second = 1_000;
const minute = 60 * second;

const system = { type: 'system' } as const;

type Reason = 'declined' | 'insufficient_funds' | 'expired_instrument' | 'authentication_failed' | 'limit_exceeded';

/** When a provider is down, in milliseconds since 1970. */
export interface Outage {
  provider: string;
  from: number;
  to: number;
  /** How many of its calls fail. */
  share: number;
}

export interface Town {
  deps: PaymentDependencies;
  shape: Shape;
  chance: Chance;
  outage: Outage;
}

/** The shopper opens the page, and the brand's live flow decides as it does for everybody. */
export async function look({ deps, shape, chance }: Town, story: Story): Promise<boolean> {
  const { payment } = story;
  const userAgent = chance.byWeight(shape.userAgents);
  const spoken = payment.shopper.language;
  const prefers = (languages: readonly string[]) => languages.find((language) => language === spoken);
  const asked = questionAbout({ ...deps, now: () => story.now }, payment, { userAgent, prefers }, payment._id);
  if (!asked) return false;
  const decision = await decideOffers(asked.question);
  story.take(system, () => decided(asked, decision));
  return decision.offers.length > 0;
}

const isDown = ({ outage, chance }: Town, provider: string, at: Date): boolean =>
  provider === outage.provider &&
  at.getTime() >= outage.from &&
  at.getTime() < outage.to &&
  chance.isLucky(outage.share);

/** Which of the offers a shopper picks: what they like, and what stands first. */
function picked({ shape, chance }: Town, story: Story): { method: string; providers: readonly string[] } | undefined {
  const offers = story.payment.decision?.offers ?? [];
  const liked = offers.map(
    ({ method }, at) => [method, (shape.methods[method]?.liking ?? 0.1) / (1 + at * 0.25)] as const,
  );
  const method = chance.byWeight(Object.fromEntries(liked));
  return offers.find((offer) => offer.method === method);
}

/** An attempt that a provider lets begin; undefined when none answers. */
function reached(town: Town, story: Story): { id: string; method: string; provider: string } | undefined {
  const offer = picked(town, story);
  for (const provider of offer?.providers ?? []) {
    const method = offer?.method ?? '';
    const id = begin(story, method, provider, town.chance);
    const isSilent = isDown(town, provider, story.now);
    story.wait(isSilent ? 10 * second : town.chance.between(250, 1_400));
    if (!isSilent) {
      redirect(story, id, town.chance);
      return { id, method, provider };
    }
    passOver(story, id, provider);
  }
  return undefined;
}

/** One try, all of it at once: no attempt is left open that no provider knows of. @returns whether money came */
function tryOnce(town: Town, story: Story): boolean {
  const { shape, chance } = town;
  const attempt = reached(town, story);
  if (!attempt) return false;
  const { id, method, provider } = attempt;
  story.wait(chance.between(12 * second, 3 * minute));
  const { success, declines } = shape.methods[method] ?? { success: 0.9, declines: { declined: 1 } };
  if (chance.isLucky(success)) {
    if (story.payment.capture === 'automatic') pays(story, id, chance);
    else holds(story, id, chance);
    return true;
  }
  const reason = chance.byWeight(declines);
  if (reason === 'canceled_by_shopper' || reason === 'abandoned')
    hear(story, id, provider, { kind: reason === 'abandoned' ? 'expired' : 'canceled' });
  else {
    const providerCode = shape.codes[reason] ?? reason;
    hear(story, id, provider, { kind: 'declined', reason: reason as Reason, providerCode, final: true });
  }
  return false;
}

/** The longest that one try takes. */
const tryMs = 4 * minute;

/** What a shopper does up to where they have paid or gone away. @returns whether money came */
export async function shop(town: Town, story: Story): Promise<boolean> {
  const { shape, chance } = town;
  const { habits } = shape;
  if (chance.isLucky(habits.neverLooks) || !story.hasTimeFor(tryMs)) return false;
  story.wait(chance.between(600, 40 * second));
  // Whoever was about to have an uncommon story has looked already.
  const isOffered = story.payment.decision ? story.payment.decision.offers.length > 0 : await look(town, story);
  if (!isOffered || chance.isLucky(habits.leaves)) return false;
  for (let tries = 1; tries <= 4 && story.hasTimeFor(tryMs); tries++) {
    story.wait(chance.between(3 * second, 50 * second));
    if (tryOnce(town, story)) return true;
    if (!chance.isLucky(habits.triesAgain)) return false;
  }
  return false;
}

/** Nobody paid in time. */
export function runOut(story: Story): void {
  const left = story.payment.expiresAt.getTime() - story.now.getTime() + 5 * second;
  if (left > 0 && !story.hasTimeFor(left)) return;
  story.wait(Math.max(left, 0));
  story.take({ type: 'system', name: 'reconciler' }, (payment, now) => ending(payment, 'payment.expired', {}, now));
}
