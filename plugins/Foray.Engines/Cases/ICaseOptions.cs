using System.Text.Json;
using Foray.Sdk.Options;

namespace Foray.Engines.Cases;

/// <summary>What experiments of cases have in common, wherever their scripts run.</summary>
internal interface ICaseOptions
{
    string Name { get; }

    /// <summary>The scripts of every case, in order.</summary>
    IReadOnlyList<ICaseScript> Scripts { get; }

    /// <summary>What every case finds; null means the experiment file's whole folder.</summary>
    IReadOnlyList<ICaseInput>? Inputs { get; }

    IReadOnlyList<ICaseOutput>? Outputs { get; }

    IReadOnlyDictionary<string, Variable>? Variables { get; }

    IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>>? Matrix { get; }

    int Repeat { get; }

    /// <summary>Adds what else the result of a case depends on.</summary>
    void WriteContent(Utf8JsonWriter writer);
}
