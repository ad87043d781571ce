import { InvalidInput, type DecisionAnswer, type DecisionRequest } from '@pih/schemas';
import { previewOffers } from '../../rules/index.ts';
import { appearance } from '../checkout/checkout.ts';
import { furtherErrors } from '../paying/create.ts';
import { questionAbout } from './decisions.ts';
import type { PaymentDependencies } from '../dependencies.ts';
import { missingDetails, withPlainEmail } from '../checkout/details.ts';
import { BrandUnknown } from '../problems.ts';

/**
 * Says which methods a cart would be offered, as its payment would be if its shopper looked now. Nothing is stored.
 * @throws BrandUnknown, InvalidInput
 */
export async function previewDecision(deps: PaymentDependencies, request: DecisionRequest): Promise<DecisionAnswer> {
  const { userAgent, channel = 'web', items = [], categories = [], custom = {}, ...rest } = request;
  const shopper = withPlainEmail(request.shopper);
  const order = { ...rest, channel, items, categories, custom, shopper };
  const visitor = { ...(userAgent && { userAgent }), prefers: () => undefined };
  const asked = questionAbout(deps, order, visitor, undefined);
  if (!asked || !deps.live().get('checkout', request.brand))
    throw new BrandUnknown({ brand: request.brand, known: brands(deps) });
  const errors = furtherErrors(request, deps);
  if (errors.length) throw new InvalidInput({ what: 'The decision cannot be made', errors });
  const { offers, requirements, fallback } = await previewOffers(asked.question);
  return {
    flow: asked.question.flow.id,
    revision: asked.question.revision,
    offers: offers.map(({ method, providers, label, badge }) => ({
      method,
      ...appearance(deps, method, providers),
      ...(label && { title: label }),
      ...(badge && { badge }),
    })),
    requirements: missingDetails({ shopper }, requirements),
    fallback,
  };
}

const brands = ({ live }: PaymentDependencies): string[] =>
  live()
    .all('checkout')
    .map(({ document }) => document.id);
