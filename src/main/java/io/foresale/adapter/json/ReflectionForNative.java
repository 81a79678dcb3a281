package io.foresale.adapter.json;

import io.foresale.domain.BatchJob;
import io.foresale.domain.CleanManifest;
import io.foresale.domain.Column;
import io.foresale.domain.CurrentFeatures;
import io.foresale.domain.CurrentModel;
import io.foresale.domain.DatasetConfig;
import io.foresale.domain.DatasetKind;
import io.foresale.domain.EventPart;
import io.foresale.domain.EventTable;
import io.foresale.domain.EventType;
import io.foresale.domain.EventsConfig;
import io.foresale.domain.FeaturesManifest;
import io.foresale.domain.InferredSchema;
import io.foresale.domain.IntentConfig;
import io.foresale.domain.LogManifest;
import io.foresale.domain.LogSpan;
import io.foresale.domain.ModelManifest;
import io.foresale.domain.NumberFormat;
import io.foresale.domain.ObjectRef;
import io.foresale.domain.Problem;
import io.foresale.domain.ProductsManifest;
import io.foresale.domain.Provenance;
import io.foresale.domain.Question;
import io.foresale.domain.RescoreManifest;
import io.foresale.domain.Role;
import io.foresale.domain.RunRecord;
import io.foresale.domain.Schema;
import io.foresale.domain.ScoresManifest;
import io.foresale.domain.ShardManifest;
import io.foresale.domain.TimeFormat;
import io.foresale.domain.Unanswered;
import io.foresale.domain.VectorsManifest;
import io.foresale.evaluate.Confusion;
import io.foresale.evaluate.Interval;
import io.foresale.evaluate.Metrics;
import io.foresale.evaluate.PairedDifference;
import io.foresale.model.Encoder;
import io.foresale.model.FittedModel;
import io.foresale.model.LogisticModel;
import io.foresale.model.ModelBundle;
import io.foresale.model.NumericTransform;
import io.foresale.model.Preprocessing;
import io.foresale.model.TextReduction;
import io.foresale.train.Evaluation;
import io.foresale.train.View;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The types of documents, which a native executable would otherwise not let Jackson look into. */
@RegisterForReflection(
        targets = {
            // what the owner of a data set writes and what is made of it
            DatasetConfig.class,
            DatasetKind.class,
            EventsConfig.class,
            IntentConfig.class,
            EventsConfig.Protocol.class,
            EventType.class,
            Question.class,
            InferredSchema.class,
            Schema.class,
            Schema.Label.class,
            Column.class,
            Role.class,
            NumberFormat.class,
            TimeFormat.class,
            // what the stages publish
            CleanManifest.class,
            EventPart.class,
            EventTable.class,
            Unanswered.class,
            VectorsManifest.class,
            VectorsManifest.Intents.class,
            BatchJob.class,
            BatchJob.End.class,
            FeaturesManifest.class,
            ModelManifest.class,
            Provenance.class,
            Provenance.Log.class,
            CurrentModel.class,
            CurrentFeatures.class,
            LogManifest.class,
            LogSpan.class,
            ShardManifest.class,
            ShardManifest.Asked.class,
            ProductsManifest.class,
            RescoreManifest.class,
            ScoresManifest.class,
            ObjectRef.class,
            // what happened
            RunRecord.class,
            RunRecord.State.class,
            RunRecord.Progress.class,
            Problem.class,
            // how good a model is
            Evaluation.class,
            Evaluation.Part.class,
            Evaluation.Scope.class,
            View.class,
            Metrics.class,
            Metrics.Bin.class,
            Confusion.class,
            PairedDifference.class,
            Interval.class,
            // what a model knows
            ModelBundle.class,
            FittedModel.class,
            FittedModel.Bands.class,
            Preprocessing.class,
            LogisticModel.class,
            Encoder.class,
            Encoder.Numeric.class,
            Encoder.Categorical.class,
            Encoder.Text.class,
            NumericTransform.class,
            NumericTransform.Identity.class,
            NumericTransform.Log.class,
            NumericTransform.Quantile.class,
            TextReduction.class,
            TextReduction.Whole.class,
            TextReduction.PrincipalComponents.class
        })
final class ReflectionForNative {

    private ReflectionForNative() {}
}
