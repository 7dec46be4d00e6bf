package dev.weir.flow.meter;

/// How much of an answer a meter looks at.
///
/// @param eventBytesMax longest event read; from a longer one on, the stream is not read
/// @param bodyBytesMax longest body read that is no stream
/// @param textCharactersMax most generated text kept for counting, where counting may be needed
public record MeterLimits(int eventBytesMax, int bodyBytesMax, int textCharactersMax) {
  public static final MeterLimits USUAL = new MeterLimits(4 << 20, 64 << 20, 4 << 20);
}
