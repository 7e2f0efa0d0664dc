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

    /// <summary>Logger of the test.</summary>
    ILogger Logger { get; }
}
