package io.foresale.domain;

import java.util.Map;

/**
 * Statistics of a log's products while it is fused: what one shard's users say at each moment, to be merged, or what all
 * shards together come to at one moment.
 *
 * @param tables the Parquet objects, by table
 */
public record ProductsManifest(Map<String, ObjectRef> tables) {}
