"""A Jupyter kernel, started and driven as a front end does it."""
import os
import queue
import time

from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec


def rss(pid):
    """Memory of a process in MB."""
    with open(f"/proc/{pid}/statm") as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20


class Result:
    """Everything that one cell sent: messages in order, the reply, and how long it took (seconds)."""

    def __init__(self, messages, reply, ended, seconds):
        self.messages, self.reply, self.ended, self.seconds = messages, reply, ended, seconds

    def text(self, name="stdout"):
        return "".join(c["text"] for t, c, _ in self.messages if t == "stream" and c["name"] == name)

    def of(self, kind):
        return [c for t, c, _ in self.messages if t == kind]

    def error(self):
        return next(iter(self.of("error")), None)

    def value(self, mime="text/plain"):
        return next((c["data"].get(mime) for c in self.of("execute_result")), None)

    def status(self):
        return (self.reply or {}).get("status")


class Kernel:
    """spec: the name of an installed kernel, or the folder of a kernelspec."""

    def __init__(self, spec="java", cwd=None, env=None, options=()):
        self.manager = KernelManager(kernel_name="java")
        if os.path.isdir(spec):
            self.manager._kernel_spec = KernelSpec.from_resource_dir(spec)
        else:
            self.manager = KernelManager(kernel_name=spec)
        if options:
            argv = self.manager.kernel_spec.argv
            self.manager.kernel_spec.argv = [argv[0], *options, *[a for a in argv[1:] if "SharedArchiveFile" not in a]]
        self.begun = time.time()
        self.log = open(os.devnull, "ab")
        self.manager.start_kernel(cwd=cwd, env={**os.environ, **(env or {})}, stdout=self.log, stderr=self.log)
        self.pid = self.manager.provisioner.process.pid
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def send(self, code, **more):
        return self.client.execute(code, **more)

    def collect(self, message, timeout=60):
        """All outputs of a cell until it is idle; messages of other cells have the type OTHER."""
        start, messages, reply, ended = time.time(), [], None, False
        while not ended and time.time() < start + timeout:
            try:
                m = self.client.get_iopub_msg(timeout=0.5)
            except queue.Empty:
                continue
            own = m["parent_header"].get("msg_id") == message
            if own and m["msg_type"] == "status":
                ended = m["content"]["execution_state"] == "idle"
            elif own:
                messages.append((m["msg_type"], m["content"], time.time()))
            elif m["msg_type"] != "status":
                messages.append(("OTHER", m, time.time()))
        while ended and reply is None:
            try:
                m = self.client.get_shell_msg(timeout=3)
            except queue.Empty:
                break
            if m["parent_header"].get("msg_id") == message:
                reply = m["content"]
        return Result(messages, reply, ended, time.time() - start)

    def run(self, code, timeout=60, **more):
        return self.collect(self.send(code, **more), timeout)

    def interrupt(self):
        self.manager.interrupt_kernel()

    def rss(self):
        return rss(self.pid)

    def kill(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def stop(self):
        """As a front end does it; seconds until the process was gone."""
        start = time.time()
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=False)
        return time.time() - start
