package dev.weir.flow.dialect;

/// Content whose tokens do not follow from its bytes in the body.
///
/// @param images pictures, inline or by reference: each costs at most what its model states
/// @param imageBytes bytes of the body that are inline pictures
/// @param documents files by reference, and files inline in a packed format: together at most what
///   the model takes in
/// @param audio recordings
/// @param tokens input given as numbers: each is one token, however few bytes it has
/// @param tokenBytes bytes of the body that are such numbers
public record Bulk(
    int images, long imageBytes, int documents, int audio, long tokens, long tokenBytes) {
  public static final Bulk NONE = new Bulk(0, 0, 0, 0, 0, 0);

  /// True if the text of the body is not all of the input.
  public boolean beyondText() {
    return images > 0 || documents > 0 || audio > 0;
  }
}
