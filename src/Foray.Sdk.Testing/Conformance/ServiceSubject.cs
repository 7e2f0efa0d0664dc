using System.Text.Json.Nodes;
using Foray.Sdk.Services;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A service plugin to check.</summary>
/// <param name="Create">Makes it anew, with options under which it works here.</param>
public sealed record ServiceSubject(Func<FakeHost, IService> Create) : ConformanceSubject
{
    /// <summary>Arguments by name of the method, with which it answers. Default: none.</summary>
    public IReadOnlyDictionary<string, JsonArray> Arguments { get; init; } = new Dictionary<string, JsonArray>();

    /// <summary>Arguments by name of the method that do not fit it. Default: not tried.</summary>
    public IReadOnlyDictionary<string, JsonArray> WrongArguments { get; init; } = new Dictionary<string, JsonArray>();

    /// <summary>Names of the methods that wait for something and do not answer by themselves. Default: none.</summary>
    public IReadOnlyList<string> Waiting { get; init; } = [];

    /// <summary>Names of the methods whose answer depends on what their own session did before, and on nothing else. Default: none.</summary>
    public IReadOnlyList<string> Private { get; init; } = [];
}
