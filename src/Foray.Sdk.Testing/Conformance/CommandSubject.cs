using Foray.Sdk.Commands;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A command plugin to check.</summary>
/// <param name="Passing">Makes it with options under which it does its work here, and soon.</param>
public sealed record CommandSubject(Func<FakeHost, ICommand> Passing) : ConformanceSubject
{
    /// <summary>Makes it with options under which what is asked for fails. Default: it cannot.</summary>
    public Func<FakeHost, ICommand>? Failing { get; init; }

    /// <summary>Makes it with options that fit their schema and cannot be used, such as a file that does not exist. Default: there are none.</summary>
    public Func<FakeHost, ICommand>? Misused { get; init; }

    /// <summary>Makes it with options under which it does not end by itself. Default: it always does.</summary>
    public Func<FakeHost, ICommand>? Endless { get; init; }

    /// <summary>Puts into the working folder what the command needs. Default: nothing.</summary>
    public Action<string> Prepare { get; init; } = _ => { };

    /// <summary>Values of the secrets that <see cref="Passing"/> gives it. Default: none.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}
