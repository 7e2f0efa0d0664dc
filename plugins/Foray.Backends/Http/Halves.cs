namespace Foray.Backends.Http;

/// <summary>Sends to a server that refuses a whole request for the sake of one item in it: halves it until the item is found.</summary>
internal static class Halves
{
    /// <summary>Sends items in order.</summary>
    /// <param name="items">The items.</param>
    /// <param name="send">Sends some of them in one request; gives null where the server took them, and why where it took none.</param>
    /// <param name="refuse">Told of an item that was refused by itself.</param>
    public static async Task SendAsync<T>(ReadOnlyMemory<T> items, Func<ReadOnlyMemory<T>, Task<string?>> send, Action<T, string> refuse)
    {
        if (items.IsEmpty || await send(items) is not { } reason)
            return;
        if (items.Length == 1)
        {
            refuse(items.Span[0], reason);
            return;
        }

        await SendAsync(items[..(items.Length / 2)], send, refuse);
        await SendAsync(items[(items.Length / 2)..], send, refuse);
    }
}
