package dev.weir.simulator.script;

/// The part of a request that decides about its answer.
///
/// @param tokensMax the caller's limit for each choice; -1 for none
/// @param bodyHash of the request's bytes, so that equal requests get equal answers in any order of
///   arrival
/// @param forms the schemas of the request
public record Wish(
    String model,
    Prompt prompt,
    long tokensMax,
    int choices,
    boolean answersText,
    long bodyHash,
    Forms forms) {}
