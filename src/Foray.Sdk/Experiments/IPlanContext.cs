using Foray.Sdk.Checks;
using Foray.Sdk.Options;

namespace Foray.Sdk.Experiments;

/// <summary>What an experiment may look at while it plans. Planning changes nothing.</summary>
public interface IPlanContext
{
    /// <summary>Folder of the experiment file.</summary>
    string ExperimentFolder { get; }

    /// <summary>Variables of the whole file.</summary>
    IReadOnlyDictionary<string, Variable> Variables { get; }

    /// <summary>The machines that a selector chooses, each once, in the order of the file.</summary>
    IReadOnlyList<PlannedMachine> Select(LabelSelector labels);

    /// <summary>Hash of a file's or folder's content and modes, without what is never copied to machines. Null means the experiment's folder.</summary>
    string HashInput(string? path);
}
