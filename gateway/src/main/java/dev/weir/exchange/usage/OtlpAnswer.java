package dev.weir.exchange.usage;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// What OTLP over HTTP answers to an export in protobuf.
public final class OtlpAnswer {
  private static final int PARTIAL_SUCCESS = 1;
  private static final int REJECTED_SPANS = 1;
  private static final int ERROR_MESSAGE = 2;
  private static final int STATUS_MESSAGE = 2;

  private OtlpAnswer() {}

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  /// An `ExportTraceServiceResponse`; of an export that was taken whole it has no bytes.
  ///
  /// @param rejected spans that were not taken
  public static byte[] taken(int rejected, String why) {
    if (rejected == 0) {
      return new byte[0];
    }
    byte[] partial =
        message(out -> {
          out.writeInt64(REJECTED_SPANS, rejected);
          out.writeString(ERROR_MESSAGE, why);
        });
    return message(out -> out.writeByteArray(PARTIAL_SUCCESS, partial));
  }

  /// A `google.rpc.Status`, without the code, which OTLP over HTTP does not use.
  public static byte[] refused(String why) {
    return message(out -> out.writeString(STATUS_MESSAGE, why));
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("an array can always be written", e);
    }
    return bytes.toByteArray();
  }
}
