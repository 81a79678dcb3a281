package io.foresale.adapter.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The content of an object, one content from beginning to end: where the connection breaks, the rest of the same content is
 * asked for, so many times in all.
 */
final class Resumed extends InputStream {

    private final Rest rest;
    private final long length;
    private ResponseInputStream<GetObjectResponse> in;
    private long position;
    private int tries;

    /** Asks for what is left of the content, from this many bytes on. */
    interface Rest {
        ResponseInputStream<GetObjectResponse> from(long position) throws IOException;
    }

    /**
     * Goes on with an answer.
     *
     * @param length of the content that was asked for, in bytes
     * @param tries how often the rest may be asked for
     */
    Resumed(ResponseInputStream<GetObjectResponse> in, long length, int tries, Rest rest) {
        this.in = in;
        this.length = length;
        this.tries = tries;
        this.rest = rest;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
        while (true) {
            try {
                return readOnce(bytes, offset, wanted);
            } catch (IOException e) {
                resume(e);
            } catch (SdkException e) {
                resume(new IOException(e.getMessage(), e));
            }
        }
    }

    private int readOnce(byte[] bytes, int offset, int wanted) throws IOException {
        int count = in.read(bytes, offset, wanted);
        if (count < 0 && position < length) {
            throw new EOFException("the answer ended after " + position + " of " + length + " bytes");
        }
        position += Math.max(0, count);
        return count;
    }

    /** At the end there is no rest to ask for: what failed there is the checksum. */
    private void resume(IOException failure) throws IOException {
        in.abort();
        if (tries-- == 0 || position == length || Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        in = rest.from(position);
    }

    /** What is left unread is not worth reading: the connection is given up instead. */
    @Override
    public void close() throws IOException {
        if (position < length) {
            in.abort();
        } else {
            in.close();
        }
    }
}
