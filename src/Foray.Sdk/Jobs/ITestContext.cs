using Foray.Sdk.Machines;
using Microsoft.Extensions.Logging;

namespace Foray.Sdk.Jobs;

/// <summary>What a runner gets for one test.</summary>
public interface ITestContext
{
    /// <summary>Id of the test's execution, for the commands it starts: a part of <see cref="CommandSpec.Id"/>.</summary>
    string Id { get; }

    /// <summary>Where the test runs.</summary>
    IMachine Machine { get; }

    /// <summary>Local folder for what the test leaves: <c>stdout</c>, <c>stderr</c>, and more.</summary>
    string Folder { get; }

    /// <summary>Folder on this computer that relative paths of the test start from. Default: the current one.</summary>
    string WorkingFolder => Directory.GetCurrentDirectory();

    /// <summary>How long what is asked to end may take before it is killed. Default: 5 s.</summary>
    TimeSpan Grace => TimeSpan.FromSeconds(5);

    /// <summary>Logger of the test.</summary>
    ILogger Logger { get; }

    /// <summary>Tells whoever watches how far the test is. Default: nobody watches.</summary>
    /// <param name="message">A line of text.</param>
    void Report(string message)
    {
    }
}
