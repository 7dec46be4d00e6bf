package dev.weir.flow.dialect;

/// Content whose tokens do not follow from its bytes in the body.
///
/// @param images pictures, inline or by reference: each costs at most what its model states
/// @param imageBytes bytes of the body that are inline pictures
/// @param documents files by reference, and files inline in a packed format
/// @param audio recordings
public record Bulk(int images, long imageBytes, int documents, int audio) {
  public static final Bulk NONE = new Bulk(0, 0, 0, 0);
}
