using Foray.Sdk.Commands;

namespace Foray.Sdk.Testing.Commands;

/// <summary>What a command gets from its host; keeps what it writes.</summary>
/// <param name="workingFolder">The folder it was typed in.</param>
public sealed class FakeCommandContext(string workingFolder) : ICommandContext, IDisposable
{
    private readonly OutputWriter _output = new();

    /// <inheritdoc/>
    public string Name { get; init; } = "command";

    /// <inheritdoc/>
    public string WorkingFolder => workingFolder;

    /// <inheritdoc/>
    public TextWriter Output => _output;

    /// <summary>What was written to standard output.</summary>
    public string Text => _output.ToString();

    /// <summary>False where the command closed standard output.</summary>
    public bool IsOutputOpen => !_output.IsClosed;

    /// <inheritdoc/>
    public void Dispose() => _output.Dispose();

    private sealed class OutputWriter : StringWriter
    {
        public bool IsClosed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }
    }
}
