/// Pages about what was done and told: who changed what, which alerts went out, what is set.
///
/// Owns: [Audit] and [Versions] (two versions of a thing side by side), [Alerts], [Settings],
/// [TagValues]. Does not own: the record of changes and who may read it, settings and how they are
/// checked (the API's), how amounts are written (view.shape). Always true: what is shown of a
/// version or of the configuration is all of it but secrets, which the API does not tell; what a
/// form does not have stays as it was set. Limits: 100 changes or alerts on a page, 500 fields of a
/// version. May import: view.page, view.shape.
@NullMarked
package dev.weir.view.trail;

import org.jspecify.annotations.NullMarked;
