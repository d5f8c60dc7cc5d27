/* Starts what the GOV.UK package brings. Apart from app.js, which must not fail with it:
 * signing out on a shared computer rests on that. */
import { initAll } from "./vendor/govuk-frontend.min.js"; // beside it once built

initAll();
