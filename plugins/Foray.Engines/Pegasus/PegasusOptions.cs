using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Foray.Engines.Cases;
using Foray.Sdk.Options;

namespace Foray.Engines.Pegasus;

/// <summary>A Pegasus workflow that a script plans or submits.</summary>
public sealed record PegasusOptions : ICaseOptions
{
    /// <summary>Name of the experiment, unique in the file.</summary>
    public required string Name { get; init; }

    /// <summary>What the experiment is for. Default: none.</summary>
    public string? Description { get; init; }

    /// <summary>The script that plans or submits the workflow: its path in the experiment's folder, or its text.</summary>
    [Verbatim]
    [MinLength(1)]
    public required string Main { get; init; }

    /// <summary>Labels of the machine to submit from, the first of them in the file.</summary>
    public required LabelSelector SubmitNodeLabels { get; init; }

    /// <summary>How often the workflow is run, each time as a case of its own.</summary>
    [Range(1, 10_000)]
    public int Count { get; init; } = 1;

    /// <summary>How often Pegasus is asked how the workflow stands.</summary>
    [DefaultDuration("5s")]
    public TimeSpan PollInterval { get; init; }

    /// <summary>Longest time for main and its workflow together, and for the scripts before and for those after it; <c>-1</c> means no limit.</summary>
    public string Timeout { get; init; } = "600s";

    /// <summary>Scripts that run before main, in this order, each on all of its machines. Default: none.</summary>
    public IReadOnlyList<PegasusScript> Setup { get; init; } = [];

    /// <summary>Files and folders that every case finds in its working folder. Default: the experiment file's whole folder.</summary>
    public IReadOnlyList<PegasusInput>? Inputs { get; init; }

    /// <summary>Scripts that run when the workflow has succeeded, in this order, each on all of its machines. Default: none.</summary>
    public IReadOnlyList<PegasusScript> PostScripts { get; init; } = [];

    /// <summary>Files and folders that are brought back after every case, beside the workflow's submit directory. Default: none.</summary>
    public IReadOnlyList<PegasusOutput>? Outputs { get; init; }

    /// <summary>Environment variables of the scripts, beside those of the whole file. Default: none.</summary>
    public IReadOnlyDictionary<string, Variable>? Variables { get; init; }

    int ICaseOptions.Repeat => Count;

    IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>>? ICaseOptions.Matrix => null;

    IReadOnlyList<ICaseScript> ICaseOptions.Scripts => WorkflowSteps.Of(this).All;

    IReadOnlyList<ICaseInput>? ICaseOptions.Inputs =>
        Inputs is null || !MainScript.IsPath(Main) ? Inputs : [.. Inputs, new PegasusInput { Labels = SubmitNodeLabels, Src = new InputPath(Main), Dst = Main }];

    IReadOnlyList<ICaseOutput>? ICaseOptions.Outputs => Outputs;

    void ICaseOptions.WriteContent(Utf8JsonWriter writer)
    {
    }
}
