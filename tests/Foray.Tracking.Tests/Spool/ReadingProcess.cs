using Foray.Tracking.Spool;

namespace Foray.Tracking.Tests.Spool;

/// <summary>Reads a spool to its end, and tells how many points it has and their sum.</summary>
internal static class ReadingProcess
{
    public static async Task<int> RunAsync(string spool)
    {
        using var reader = SpoolReader.Open(spool);
        Console.WriteLine("opened");
        var (position, count, sum) = (0L, 0L, 0.0);
        while (await reader.WaitAsync(position, CancellationToken.None))
        {
            var page = reader.ReadColumns(position, 10_000);
            position = page.Position;
            foreach (var block in page.Content.Points)
            {
                count += block.Values.Length;
                foreach (var value in block.Values.Span)
                    sum += value;
            }
        }

        Console.WriteLine(FormattableString.Invariant($"{count} {sum}"));
        return 0;
    }
}
