using System.Collections.Concurrent;

namespace Foray.Fixtures.Lab;

/// <summary>Lets kits of one experiment wait for each other.</summary>
internal static class KitMeeting
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<TaskCompletionSource>> Meetings = new(StringComparer.Ordinal);

    /// <summary>Ends when as many have joined.</summary>
    public static Task JoinAsync(string experimentFolder, int count)
    {
        var present = Meetings.GetOrAdd(experimentFolder, static _ => []);
        var own = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        present.Enqueue(own);
        if (present.Count >= count)
            foreach (var one in present)
                one.TrySetResult();
        return own.Task;
    }
}
