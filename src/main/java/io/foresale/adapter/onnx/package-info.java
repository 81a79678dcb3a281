/** Embedding models that run in this process on ONNX Runtime, with tokenizers from DJL. Nothing is downloaded. */
@NullMarked
package io.foresale.adapter.onnx;

import org.jspecify.annotations.NullMarked;
