import type { Requirement, Shopper } from '@pih/schemas/types';

export type FieldId =
  'name' | 'email' | 'phone' | 'taxId' | 'line1' | 'line2' | 'postcode' | 'city' | 'region' | 'country';

export type DetailValues = Partial<Record<FieldId, string>>;

/** One field of the form. `autocomplete` is a token of the HTML standard, section 4.10.18.7. */
export interface Field {
  id: FieldId;
  type: 'text' | 'email' | 'tel' | 'country';
  autocomplete: string;
  maxLength: number;
  optional?: true;
  /** Where the field stands in the wide form. */
  width: 'full' | 'half' | 'short' | 'long';
}

const fieldsBy: Readonly<Record<Requirement, readonly Field[]>> = {
  name: [{ id: 'name', type: 'text', autocomplete: 'name', maxLength: 200, width: 'full' }],
  email: [{ id: 'email', type: 'email', autocomplete: 'email', maxLength: 254, width: 'full' }],
  phone: [{ id: 'phone', type: 'tel', autocomplete: 'tel', maxLength: 30, width: 'full' }],
  tax_id: [{ id: 'taxId', type: 'text', autocomplete: 'off', maxLength: 32, width: 'full' }],
  billing_address: [
    { id: 'country', type: 'country', autocomplete: 'billing country', maxLength: 2, width: 'full' },
    { id: 'line1', type: 'text', autocomplete: 'billing address-line1', maxLength: 200, width: 'full' },
    { id: 'line2', type: 'text', autocomplete: 'billing address-line2', maxLength: 200, optional: true, width: 'full' },
    { id: 'postcode', type: 'text', autocomplete: 'billing postal-code', maxLength: 20, width: 'short' },
    { id: 'city', type: 'text', autocomplete: 'billing address-level2', maxLength: 100, width: 'long' },
    {
      id: 'region',
      type: 'text',
      autocomplete: 'billing address-level1',
      maxLength: 100,
      optional: true,
      width: 'full',
    },
  ],
  // The provider asks for this one; there is nothing to type.
  three_d_secure: [],
};

/** The order in which people expect to be asked. */
const order: readonly Requirement[] = ['name', 'email', 'phone', 'tax_id', 'billing_address', 'three_d_secure'];

/** The fields that ask exactly what is required. */
export const fieldsFor = (requirements: readonly Requirement[]): readonly Field[] =>
  order.filter((requirement) => requirements.includes(requirement)).flatMap((requirement) => fieldsBy[requirement]);

/** Writes the answers the way the engine takes them; nothing that was not asked, nothing empty. */
export function shopperOf(fields: readonly Field[], values: DetailValues): Shopper {
  const given = (id: FieldId): string | undefined =>
    fields.some((field) => field.id === id) ? values[id]?.trim() || undefined : undefined;
  const [name, email, phone, taxId] = [given('name'), given('email'), given('phone'), given('taxId')];
  const [line1, line2, city, region] = [given('line1'), given('line2'), given('city'), given('region')];
  const [postcode, country] = [given('postcode'), given('country')];
  return {
    ...(name && { name }),
    ...(email && { email }),
    ...(phone && { phone }),
    ...(taxId && { taxId }),
    ...(line1 &&
      city &&
      postcode &&
      country && {
        address: { line1, ...(line2 && { line2 }), city, postcode, ...(region && { region }), country },
      }),
  };
}
