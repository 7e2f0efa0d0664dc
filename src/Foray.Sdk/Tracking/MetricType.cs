namespace Foray.Sdk.Tracking;

/// <summary>What a metric consists of.</summary>
public enum MetricType
{
    /// <summary>A number.</summary>
    Scalar,

    /// <summary>Numbers to be counted in bins.</summary>
    Histogram,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A picture; see <see cref="Metric.MediaType"/>.</summary>
    Image,

    /// <summary>A drawing that a viewer can work with, such as JSON of a plotting library.</summary>
    Figure,

    /// <summary>A file.</summary>
    Artifact,

    /// <summary>What the run was given: set once and never changed.</summary>
    Parameter,

    /// <summary>A number about the computer, not about the experiment.</summary>
    System,

    /// <summary>Anything else; only backends that know its name take it.</summary>
    Custom,

    /// <summary>Numbers with a shape.</summary>
    Tensor,

    /// <summary>Vectors with labels.</summary>
    Embedding,

    /// <summary>A film.</summary>
    Video,

    /// <summary>A sound.</summary>
    Audio,

    /// <summary>A shape in space.</summary>
    Mesh,

    /// <summary>The parameters that a search varies, and the metrics it looks at.</summary>
    Hyperparameters,

    /// <summary>A word about the run: set again, it replaces what was there.</summary>
    Tag,
}
