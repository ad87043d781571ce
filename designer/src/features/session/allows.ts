/** Whether granted actions such as "payments.*" or "*" include one such as "payments.refund". */
export function allows(granted: readonly string[], action: string): boolean {
  const [resource] = action.split('.');
  return granted.some((one) => one === action || one === '*' || one === `${resource}.*`);
}
