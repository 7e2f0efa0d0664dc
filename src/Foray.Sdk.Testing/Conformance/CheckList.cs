namespace Foray.Sdk.Testing.Conformance;

/// <summary>Collects the checks of a suite.</summary>
internal sealed class CheckList(ConformanceSubject subject)
{
    /// <summary>What a plugin promises that writes nothing to the console.</summary>
    public const string Silence = "Never Console: progress goes to the logger, words for the person at the terminal to IConsole.";

    private readonly List<ConformanceCheck> _checks = [];

    public IReadOnlyList<ConformanceCheck> Checks => _checks;

    /// <summary>Adds a check.</summary>
    /// <param name="name">Name of the check, a sentence.</param>
    /// <param name="promise">The sentence of the contract.</param>
    /// <param name="body">Throws <see cref="Trial.Breach"/> where the promise is broken.</param>
    public void Add(string name, string promise, Func<Trial, Task> body) => _checks.Add(new ConformanceCheck(name, async cancellationToken =>
    {
        var trial = new Trial(name, promise, subject.Patience, cancellationToken);
        try
        {
            await body(trial);
        }
        catch (Exception exception) when (exception is not ConformanceException && !cancellationToken.IsCancellationRequested)
        {
            throw trial.Breach(
                $"it threw {exception.GetType().Name}: {exception.Message}", "let this case end without an exception; the inner exception tells where it was thrown", exception);
        }
    }));

    /// <summary>Adds a check that a use of the plugin writes nothing to the console.</summary>
    public void AddSilence(Func<Trial, Task> use) => Add("It writes nothing to the console", Silence, async trial =>
    {
        var heard = await ConsoleTap.HearAsync(() => use(trial));
        trial.Require(heard.Length == 0, $"it wrote '{heard.Trim()}' to the console", "take an ILogger or an IConsole in the constructor");
    });
}
