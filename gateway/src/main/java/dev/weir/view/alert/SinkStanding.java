package dev.weir.view.alert;

/// How a sink does, since the process started.
///
/// @param delivered alerts it took
/// @param failed alerts given up after the last try
/// @param dropped alerts that found its queue full
/// @param waiting alerts in its queue
public record SinkStanding(String name, long delivered, long failed, long dropped, int waiting) {}
