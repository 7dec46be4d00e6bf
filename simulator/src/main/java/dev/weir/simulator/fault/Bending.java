package dev.weir.simulator.fault;

import io.vertx.core.buffer.Buffer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/// How a wire says inside a stream that it failed, and what a broken frame of it looks like.
///
/// @param errorAfter the bytes that report an error after so many frames
/// @param broken a frame whose framing holds and whose payload does not parse
public record Bending(IntFunction<Buffer> errorAfter, UnaryOperator<Buffer> broken) {}
