using System.Text;
using Foray.Sdk.Jobs;
using Foray.Sdk.Results;

namespace Foray.Results.Tap;

/// <summary>Tests in the order in which they end. How many suites there are is not known yet: tests of the one that reports first have its name not before theirs, those of others have.</summary>
internal sealed class LiveTap(Stream target) : ILiveResults
{
    private string _version = TapLines.Version;
    private string? _first;
    private int _count;

    public Task AddAsync(TestResult test, CancellationToken cancellationToken)
    {
        _first ??= test.Suite;
        var name = test.Suite == _first ? test.Name : $"{test.Suite}/{test.Name}";
        return WriteAsync(TapLines.Of(++_count, name, test), cancellationToken);
    }

    public Task EndAsync(JobResults results, CancellationToken cancellationToken) => WriteAsync(TapLines.End(results), cancellationToken);

    private async Task WriteAsync(string lines, CancellationToken cancellationToken)
    {
        await target.WriteAsync(Encoding.UTF8.GetBytes(_version + lines), cancellationToken);
        await target.FlushAsync(cancellationToken);
        _version = "";
    }
}
