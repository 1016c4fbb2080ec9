// REST on behalf of the server's page: the call carries the viewer's own login, and the page needs no gateway in its process.
export async function call(method, path, body) {
  try {
    const answer = await fetch(path, { method, body: body ?? undefined, headers: body == null ? {} : { "Content-Type": "application/json" } });
    return { status: answer.status, body: await answer.text() };
  } catch (fault) {
    return { status: 0, body: String(fault.message ?? fault) };
  }
}
