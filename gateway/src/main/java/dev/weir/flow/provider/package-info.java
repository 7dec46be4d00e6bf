/// The providers that calls can go to, and the manners of their vendors.
///
/// Owns: [Provider] (one that is configured), [Family] (what its vendor does its own way: where a
/// wire is, how a request says who asks, where an answer says usage, what of a body is different),
/// [Account] (what of that is Weir's own there), the families' files. Does not own: credentials,
/// what a wire means, which provider a call goes to. Always true: a family is data; a file with
/// something unknown in it is not read. Limits: the families of [Families#NAMES]. May import:
/// base.http (origins, headers), base.wire, flow.dialect.
@NullMarked
package dev.weir.flow.provider;

import org.jspecify.annotations.NullMarked;
