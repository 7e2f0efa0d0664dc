using Foray.Results.Html;
using Foray.Results.Json;
using Foray.Results.JUnit;
using Foray.Results.Markdown;
using Foray.Results.Tap;
using Foray.Sdk.Results;

namespace Foray.Results.Tests;

public class ManyTestsTests
{
    private static readonly Dictionary<string, Func<IJobResultWriter>> Formats = new()
    {
        ["json"] = () => new JsonResults(),
        ["junit"] = () => new JUnitResults(),
        ["tap"] = () => new TapResults(),
        ["html"] = () => new HtmlResults(),
        ["markdown"] = () => new MarkdownResults(),
    };

    public static TheoryData<string> Names => [.. Formats.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ten_thousand_tests_pass_through_a_small_buffer(string format)
    {
        var writer = Formats[format]();
        var target = new CountingStream();
        await writer.WriteAsync(SomeJob.Many(10_000), target, TestContext.Current.CancellationToken);
        Assert.InRange(target.Largest, 1, 128 * 1024);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_test_costs_the_same_memory_however_many_there_are(string format)
    {
        var writer = Formats[format]();
        await AllocatedAsync(writer, 100);
        var (few, many) = (await AllocatedAsync(writer, 1_000), await AllocatedAsync(writer, 10_000));
        Assert.InRange(many, 0, few * 12);
    }

    private static async Task<long> AllocatedAsync(IJobResultWriter writer, int count)
    {
        var results = SomeJob.Many(count);
        var target = new CountingStream();
        var before = GC.GetAllocatedBytesForCurrentThread();
        await writer.WriteAsync(results, target, TestContext.Current.CancellationToken);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
