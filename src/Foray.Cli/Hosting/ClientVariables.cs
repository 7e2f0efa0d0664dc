using Foray.Tracking.Server.Experiments;
using Foray.Tracking.Store;

namespace Foray.Cli.Hosting;

/// <summary>The environment variables by which MLflow's clients in scripts log to the run of their case.</summary>
/// <param name="server">Address of the server.</param>
/// <param name="token">What the server asks for.</param>
/// <param name="experiment">The experiment of the case's run.</param>
/// <remarks>Source: MLflow's documentation, "Environment variables".</remarks>
internal sealed class ClientVariables(Uri server, string token, Experiment experiment)
{
    private const string Address = "MLFLOW_TRACKING_URI";
    private const string Token = "MLFLOW_TRACKING_TOKEN";
    private const string Run = "MLFLOW_RUN_ID";
    private const string ExperimentNumber = "MLFLOW_EXPERIMENT_ID";

    /// <summary>Each says, in the place of ours, which run a client makes or goes on with.</summary>
    private static readonly string[] Runs = [Run, ExperimentNumber, "MLFLOW_EXPERIMENT_NAME"];

    /// <summary>Adds them to a script's environment. One with another server gets none of them: our token and our run are nothing to it.</summary>
    /// <param name="run">Id of the case's run.</param>
    /// <param name="variables">What the script has already.</param>
    public IReadOnlyDictionary<string, string> AddTo(IReadOnlyDictionary<string, string> variables, string run)
    {
        if (IsSet(Address, variables))
            return variables;
        var all = new Dictionary<string, string>(variables, StringComparer.Ordinal) { [Address] = server.GetLeftPart(UriPartial.Authority) };
        all.TryAdd(Token, token);
        if (!Runs.Any(name => IsSet(name, variables)))
            (all[Run], all[ExperimentNumber]) = (run, ExperimentId.Of(experiment));
        return all;
    }

    /// <summary>Scripts on this computer have the program's own environment too.</summary>
    private static bool IsSet(string name, IReadOnlyDictionary<string, string> variables) =>
        variables.ContainsKey(name) || Environment.GetEnvironmentVariable(name) is { Length: > 0 };
}
