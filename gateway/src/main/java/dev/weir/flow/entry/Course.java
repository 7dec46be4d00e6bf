package dev.weir.flow.entry;

import java.util.List;

/// Why an attempt is made, and what on the way from the call led to it. A text is empty where there
/// is nothing to tell; entries of journal format 1 tell nothing at all ([#NONE]).
///
/// @param cause `first`, or why there is another attempt: `retry`, `fallback:` and the fault
/// @param wire the shape in which the provider is asked, for example `openai.chat`
/// @param path the choices that led from the name asked for to the provider, a prompt's version and
///   label first: `support@7.production.1`. Empty: a name leads to one provider
/// @param names version of the book that the name was found in. Empty: it is in none
/// @param modules the prompt modules the request was put together from. Empty: it is sent as it
///   came
/// @param parameters what the request says on how to generate: `temperature=0.2 effort=low`, and
///   what of it was let go: `dropped=seed`. Empty: not read, and nothing was
/// @param slot which of the provider's keys was used. Empty: a provider has one key
public record Course(
    String cause,
    String wire,
    String path,
    String names,
    List<Used> modules,
    String parameters,
    String slot) {
  /// The cause of a call's first attempt.
  public static final String FIRST = "first";

  /// Of an attempt of which nobody wrote it down.
  public static final Course NONE = new Course("", "", "", "", List.of(), "", "");

  /// A version of a prompt module, and its share of the input.
  ///
  /// @param tokens as counted when the prompt was put together
  public record Used(String module, int version, long tokens) {}

  public Course {
    modules = List.copyOf(modules);
  }

  /// A call's first attempt, at the one provider its model leads to.
  public static Course first(String wire) {
    return new Course(FIRST, wire, "", "", List.of(), "", "");
  }
}
