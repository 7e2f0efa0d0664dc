using Foray.Sdk.Tracking;

namespace Foray.Tracking.Server.Runs;

/// <summary>Tags of MLflow that mean something here.</summary>
internal static class RunTags
{
    /// <summary>The run's name. It is never kept as a tag: it is what the store has as the name.</summary>
    public const string Name = "mlflow.runName";

    /// <summary>The run that it is a part of.</summary>
    public const string Parent = "mlflow.parentRunId";

    /// <summary>Who began the run.</summary>
    public const string User = "mlflow.user";

    /// <summary>JSON of the models that were logged, a list.</summary>
    public const string Models = "mlflow.log-model.history";

    public static string StatusOf(RunState state) => state.ToString().ToUpperInvariant();
}
