export { countriesIn, likelyCountry } from './countries.ts';
export { default as DetailsForm } from './DetailsForm.vue';
export { fieldsFor, shopperOf, type DetailValues } from './fields.ts';
export { refusedFields, validate, type DetailErrors } from './validate.ts';
