namespace Foray.Sdk.Jobs;

/// <summary>What jobs are made of, for plugins that run tests in an order and on machines of their own choice: references become tests, and runners run them. May be used for several tests at once.</summary>
public interface ITestBench
{
    /// <summary>The tests that a reference stands for, each with the kind of its runner; empty where no resolver knows it. The resolvers are asked in order, and the first that finds something wins.</summary>
    /// <param name="reference">The reference: a path, a pattern, a name.</param>
    /// <param name="folder">Folder that relative paths start from.</param>
    /// <exception cref="Diagnostics.DiagnosticException">What it stands for cannot be read, a resolver failed and none of the others knows it, or there is no runner for a test.</exception>
    IReadOnlyList<Runnable> Resolve(string reference, string folder);

    /// <summary>Opens a place for tests that run one after the other. Tests that run at once have a place each.</summary>
    ITestSlot OpenSlot();
}
