package dev.weir.flow.identity;

/// Who makes a call: the key it was made with and every tag that was accepted for it.
///
/// @param key id of the virtual key (`key_…`), never its secret
/// @param tags accepted tags, those set by Weir ([TagNames#KEY]) included
/// @param quarantined a required tag was missing and the key's rule put the call into quarantine:
///   its spend counts as unattributed
public record Principal(String key, Tags tags, boolean quarantined) {}
