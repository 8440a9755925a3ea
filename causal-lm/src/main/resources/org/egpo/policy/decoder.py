class Decoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # x times the transpose of w, plus bias; w may be one of the packed weights.
  def product(self, x: Tensor, w: Tensor, bias: Optional[Tensor]) -> Tensor:
    if w.is_mkldnn:  # only: packing
      y = ops.mkldnn._linear_pointwise(x, w, bias, "none", annotate(List[Optional[number]], []), None)  # only: packing
    else:  # only: packing
      y = torch.linear(x, w, bias)  # only: packing
    y = torch.linear(x, w, bias)  # only: no_packing
    return y

  # The weights with every matrix laid out as the processor multiplies it, which torch.linear does anew in each call; good for
  # any number of rows. The head stands at the end, because it may share its numbers with the embedding.
  def packed(self, ws: List[Tensor], rows: int) -> List[Tensor]:  # only: packing
    out = annotate(List[Tensor], [])  # only: packing
    for i in range(len(ws)):  # only: packing
      w = ws[i]  # only: packing
      if i > 0 and i < ${layers_end} and w.dim() == 2:  # only: packing
        w = ops.mkldnn._reorder_linear_weight(w, rows)  # only: packing
      out.append(w)  # only: packing
    out.append(ops.mkldnn._reorder_linear_weight(ws[${head_index}], rows))  # only: packing
    return out  # only: packing

  def rotary(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    first, second, = torch.split(x, ${half_head}, -1)
    turned = torch.cat([torch.neg(second), first], -1)
    return torch.add(torch.mul(x, cos), torch.mul(turned, sin))

  def angles(self, positions: Tensor, frequencies: Tensor, dtype: int) -> Tuple[Tensor, Tensor]:
    angle = torch.mul(torch.unsqueeze(positions.to(6), -1), frequencies)
    twice = torch.unsqueeze(torch.cat([angle, angle], -1), 1)
    return (torch.cos(twice).to(dtype), torch.sin(twice).to(dtype))

  def query_key_value(self, ws: List[Tensor], o: int, x: Tensor, cos: Tensor, sin: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    h = torch.rms_norm(x, [${hidden}], ws[o], ${epsilon})
    y = self.product(h, ws[o + 1], None)  # only: no_attention_bias
    y = self.product(h, ws[o + 1], ws[o + 6])  # only: attention_bias
    y = y.view([x.size(0), x.size(1), ${all_heads}, ${head}]).transpose(1, 2)
    q, k, v, = torch.split_with_sizes(y, [${heads}, ${kv_heads}, ${kv_heads}], 1)
    q = torch.rms_norm(q, [${head}], ws[o + 6], ${epsilon})  # only: head_norms
    k = torch.rms_norm(k, [${head}], ws[o + 7], ${epsilon})  # only: head_norms
    return (self.rotary(q, cos, sin), self.rotary(k, cos, sin), v)

  def feed_forward(self, ws: List[Tensor], o: int, x: Tensor) -> Tensor:
    h = torch.rms_norm(x, [${hidden}], ws[o + 3], ${epsilon})
    gate, up, = torch.split(self.product(h, ws[o + 4], None), ${feed_forward}, -1)
    return torch.add(x, self.product(torch.mul(torch.silu(gate), up), ws[o + 5], None))

  def repeated(self, k: Tensor) -> Tensor:
    b = k.size(0)
    t = k.size(2)
    return k.unsqueeze(2).expand([b, ${kv_heads}, ${group}, t, ${head}]).reshape([b, ${heads}, t, ${head}])

  # Which keys each position may see: earlier ones that are no padding, and itself (a row with no key at all gives NaN).
  def visible(self, valid: Tensor) -> Tensor:
    t = valid.size(1)
    causal = torch.tril(torch.ones([t, t], dtype=11, device=valid.device))
    seen = torch.logical_and(torch.unsqueeze(torch.unsqueeze(valid, 1), 1), causal)
    return torch.logical_or(seen, torch.eye(t, dtype=11, device=valid.device))

  def positions(self, valid: Tensor) -> Tensor:
    return torch.clamp_min(torch.sub(torch.cumsum(valid.to(4), 1), 1), 0)

  # Hidden states of whole sequences after the last norm: [B, T] -> [B, T, hidden]. valid [B, T] bool; padding anywhere.
  # Without padding before the last real token (padded false) the mask is left out: faster.
  def hidden(self, ws: List[Tensor], frequencies: Tensor, ids: Tensor, valid: Tensor, padded: bool) -> Tensor:
    b = ids.size(0)
    t = ids.size(1)
    cos, sin, = self.angles(self.positions(valid), frequencies, ws[0].dtype)
    mask = annotate(Optional[Tensor], None)
    if padded:
      mask = self.visible(valid)
    x = torch.embedding(ws[0], ids)
    for i in range(${layers}):
      o = 2 + i * ${per_layer}
      q, k, v, = self.query_key_value(ws, o, x, cos, sin)
      a = torch.scaled_dot_product_attention(q, self.repeated(k), self.repeated(v), mask, 0., not padded)
      x = torch.add(x, self.product(a.transpose(1, 2).reshape([b, t, ${query_size}]), ws[o + 2], None))
      x = self.feed_forward(ws, o, x)
    return torch.rms_norm(x, [${hidden}], ws[1], ${epsilon})

  def head(self, ws: List[Tensor], h: Tensor) -> Tensor:
    w = ws[${head_index}]
    if ws[len(ws) - 1].is_mkldnn:  # only: packing
      w = ws[len(ws) - 1]  # only: packing
    return self.product(h, w, None)

  def logits(self, ws: List[Tensor], frequencies: Tensor, ids: Tensor, valid: Tensor, padded: bool) -> Tensor:
    return self.head(ws, self.hidden(ws, frequencies, ids, valid, padded)).to(6)

  # Entropies (nats) of rows of probabilities and their logarithms; a token that cannot come adds nothing.
  # Not logsumexp(z) - sum(p * z): where one token is all but certain, that is noise around 0.
  def entropy(self, p: Tensor, lp: Tensor) -> Tensor:
    return torch.clamp_min(torch.neg(torch.sum(torch.mul(p, torch.clamp_min(lp, -1e30)), [-1])), 0.)

  # For each row of logits and the token that follows: log-probability at temperature 1 and at T, entropy at T (nats).
  def token_scores(self, logits: Tensor, tokens: Tensor, temperature: float) -> Tuple[Tensor, Tensor, Tensor]:
    plain = torch.log_softmax(logits, -1)
    at_one = torch.gather(plain, -1, tokens)
    tempered = plain
    if temperature != 1.0:
      tempered = torch.log_softmax(torch.div(logits, temperature), -1)
    at_t = torch.gather(tempered, -1, tokens)
    return (torch.squeeze(at_one, -1), torch.squeeze(at_t, -1), self.entropy(torch.exp(tempered), tempered))

  # Hidden states that predict the responses ids [B, T] (padded on the right) to prompts [P, L] (padded on the left), of which
  # row i answers owners[i]: [B, T, hidden]. Each prompt is computed once, whatever the size of its group.
  def hidden_after(self, ws: List[Tensor], frequencies: Tensor, prompts: Tensor, valid: Tensor, owners: Tensor, ids: Tensor) -> Tensor:
    p = prompts.size(0)
    length = prompts.size(1)
    b = ids.size(0)
    t = ids.size(1)
    cos, sin, = self.angles(self.positions(valid), frequencies, ws[0].dtype)
    begin = torch.index_select(torch.sum(valid.to(4), [1], True), 0, owners)
    later_cos, later_sin, = self.angles(torch.add(begin, torch.arange(t, dtype=4, device=ids.device)), frequencies, ws[0].dtype)
    mask = self.visible(valid)
    before = torch.index_select(valid, 0, owners).view([b, 1, 1, length]).expand([b, 1, t, length])
    causal = torch.tril(torch.ones([t, t], dtype=11, device=ids.device)).view([1, 1, t, t]).expand([b, 1, t, t])
    later_mask = torch.cat([before, causal], -1)
    x = torch.embedding(ws[0], prompts)
    y = torch.embedding(ws[0], ids)
    for i in range(${layers}):
      o = 2 + i * ${per_layer}
      q, k, v, = self.query_key_value(ws, o, x, cos, sin)
      a = torch.scaled_dot_product_attention(q, self.repeated(k), self.repeated(v), mask)
      x = torch.add(x, self.product(a.transpose(1, 2).reshape([p, length, ${query_size}]), ws[o + 2], None))
      x = self.feed_forward(ws, o, x)
      later_q, later_k, later_v, = self.query_key_value(ws, o, y, later_cos, later_sin)
      k = torch.cat([torch.index_select(k, 0, owners), later_k], 2)
      v = torch.cat([torch.index_select(v, 0, owners), later_v], 2)
      a = torch.scaled_dot_product_attention(later_q, self.repeated(k), self.repeated(v), later_mask)
      y = torch.add(y, self.product(a.transpose(1, 2).reshape([b, t, ${query_size}]), ws[o + 2], None))
      y = self.feed_forward(ws, o, y)
    first = torch.unsqueeze(torch.index_select(torch.select(x, 1, length - 1), 0, owners), 1)
    return torch.rms_norm(torch.cat([first, torch.narrow(y, 1, 0, t - 1)], 1), [${hidden}], ws[1], ${epsilon})

  # Hidden states that predict ids[:, start:]; where prompts are shared, ids are the responses alone and start is 0.
  def predicting(self, ws: List[Tensor], frequencies: Tensor, ids: Tensor, valid: Tensor, padded: bool, start: int, shared: bool, prompts: Tensor, prompts_valid: Tensor, owners: Tensor) -> Tensor:
    if shared:
      h = self.hidden_after(ws, frequencies, prompts, prompts_valid, owners, ids)
    else:
      h = torch.narrow(self.hidden(ws, frequencies, ids, valid, padded), 1, start - 1, ids.size(1) - start)
    return h

  # Scores of ids[:, start:] given what stands before, in chunks of rows so that few logits live at once.
  def score(self, ws: List[Tensor], frequencies: Tensor, ids: Tensor, valid: Tensor, padded: bool, start: int, shared: bool, prompts: Tensor, prompts_valid: Tensor, owners: Tensor, temperature: float, chunk: int) -> Tuple[Tensor, Tensor, Tensor]:
    b = ids.size(0)
    n = ids.size(1) - start
    h = self.predicting(ws, frequencies, ids, valid, padded, start, shared, prompts, prompts_valid, owners).reshape([b * n, ${hidden}])
    targets = torch.narrow(ids, 1, start, n).reshape([b * n, 1])
    ones = annotate(List[Tensor], [])
    ts = annotate(List[Tensor], [])
    es = annotate(List[Tensor], [])
    i = 0
    while i < b * n:
      m = min(chunk, b * n - i)
      lg = self.head(ws, torch.narrow(h, 0, i, m)).to(6)
      one, at, e, = self.token_scores(lg, torch.narrow(targets, 0, i, m), temperature)
      ones.append(one)
      ts.append(at)
      es.append(e)
      i = i + m
    return (torch.cat(ones).view([b, n]), torch.cat(ts).view([b, n]), torch.cat(es).view([b, n]))

  # One step with a cache, of which `filled` positions are there. ids [B, t]; t > 1 fills it further (prefill), t == 1 decodes.
  # Returns the logits of the last position.
  def cached(self, ws: List[Tensor], frequencies: Tensor, ids: Tensor, positions: Tensor, mask: Optional[Tensor], keys: List[Tensor], values: List[Tensor], filled: int) -> Tensor:
    b = ids.size(0)
    t = ids.size(1)
    cos, sin, = self.angles(positions, frequencies, ws[0].dtype)
    x = torch.embedding(ws[0], ids)
    for i in range(${layers}):
      o = 2 + i * ${per_layer}
      q, k, v, = self.query_key_value(ws, o, x, cos, sin)
      torch.copy_(torch.narrow(keys[i], 2, filled, t), k)
      torch.copy_(torch.narrow(values[i], 2, filled, t), v)
      kk = torch.narrow(keys[i], 2, 0, filled + t)
      vv = torch.narrow(values[i], 2, 0, filled + t)
      # After the last layer nothing but the last position is used.
      if i == ${layers} - 1 and t > 1:
        q = torch.narrow(q, 2, t - 1, 1)
        x = torch.narrow(x, 1, t - 1, 1)
        if filled == 0:
          kk = k
          vv = v
        if mask is not None:
          mask = torch.narrow(mask, 2, t - 1, 1)
      if x.size(1) == 1:
        a = torch.scaled_dot_product_attention(q.reshape([b, ${kv_heads}, ${group}, ${head}]), kk, vv, mask).reshape([b, 1, ${query_size}])
      elif filled == 0:
        a = torch.scaled_dot_product_attention(q, self.repeated(k), self.repeated(v), mask, 0., mask is None).transpose(1, 2).reshape([b, t, ${query_size}])
      else:
        a = torch.scaled_dot_product_attention(q, self.repeated(kk), self.repeated(vv), mask).transpose(1, 2).reshape([b, t, ${query_size}])
      x = torch.add(x, self.product(a, ws[o + 2], None))
      x = self.feed_forward(ws, o, x)
    last = torch.rms_norm(torch.select(x, 1, x.size(1) - 1), [${hidden}], ws[1], ${epsilon})
    return self.head(ws, last).to(6)

  # Logits with all but the kept tokens at -inf: top-k keeps ties, top-p the smallest set that reaches p (ties: higher index first).
  def kept(self, logits: Tensor, top_k: int, top_p: float) -> Tensor:
    size = logits.size(-1)
    if top_k > 0 and top_k < size:
      best, at, = torch.topk(logits, top_k, -1)
      logits = torch.masked_fill(logits, torch.lt(logits, torch.narrow(best, -1, top_k - 1, 1)), -float("inf"))
    if top_p < 1.0:
      ascending, order, = torch.sort(logits, stable=True, dim=-1, descending=False)
      below = torch.le(torch.cumsum(torch.softmax(ascending, -1), -1), 1.0 - top_p)
      torch.fill_(torch.narrow(below, -1, size - 1, 1), False)
      logits = torch.scatter(logits, -1, order, torch.masked_fill(ascending, below, -float("inf")))
    return logits

  # Logits over the temperature; at 0, where the best token is taken, as they are.
  def tempered(self, logits: Tensor, temperature: float) -> Tensor:
    z = logits
    if temperature > 0. and temperature != 1.0:
      z = torch.div(logits, temperature)
    return z

  # What a token is drawn from: p, the softmax of z, or what the filters leave of it.
  def filtered(self, p: Tensor, z: Tensor, top_k: int, top_p: float) -> Tensor:
    if (top_k > 0 and top_k < z.size(-1)) or top_p < 1.0:
      p = torch.softmax(self.kept(z, top_k, top_p), -1)
    return p

  # Draws one token a row at the given uniforms [B, 1]; its log-probabilities at temperature 1 and T and the entropy at T.
  def sample(self, logits: Tensor, uniforms: Tensor, temperature: float, top_k: int, top_p: float) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    z = self.tempered(logits, temperature)
    lp = torch.sub(z, torch.logsumexp(z, [-1], True))
    p = torch.exp(lp)
    entropy = self.entropy(p, lp)
    if temperature > 0.:
      tokens = self.draw(self.filtered(p, z, top_k, top_p), uniforms)
    else:
      tokens = torch.argmax(logits, -1, True)
    at_t = torch.squeeze(torch.gather(lp, -1, tokens), -1)
    at_one = at_t
    if temperature > 0. and temperature != 1.0:
      at_one = torch.squeeze(torch.sub(torch.gather(logits, -1, tokens), torch.logsumexp(logits, [-1], True)), -1)
    return (torch.squeeze(tokens, -1), at_one, at_t, entropy)

  # Inverse of the cumulative distribution: reproducible from the uniforms alone, whatever the number of threads.
  def draw(self, p: Tensor, uniforms: Tensor) -> Tensor:
    cdf = torch.cumsum(p, -1)
    u = torch.mul(uniforms, torch.narrow(cdf, -1, ${vocabulary} - 1, 1))
    return torch.clamp_max(torch.searchsorted(cdf, u, right=True), ${vocabulary} - 1)

  # Room for the cache of all layers, its first positions filled from the rows of a smaller one.
  def grown(self, cache: List[Tensor], rows: Tensor, filled: int, total: int) -> List[Tensor]:
    out = annotate(List[Tensor], [])
    for i in range(len(cache)):
      c = torch.empty([rows.size(0), ${kv_heads}, total, ${head}], dtype=cache[i].dtype, device=cache[i].device)
      torch.copy_(torch.narrow(c, 2, 0, filled), torch.index_select(torch.narrow(cache[i], 2, 0, filled), 0, rows))
      out.append(c)
    return out

  # Fills the cache with prompts; on the CPU a few at a time, so that what lies between two layers stays near the processor
  # and a stop is seen soon.
  def prefilled(self, ws: List[Tensor], frequencies: Tensor, ids: Tensor, positions: Tensor, mask: Optional[Tensor], keys: List[Tensor], values: List[Tensor], filled: int, control: Tensor) -> Tensor:
    prompts = ids.size(0)
    m = prompts
    if not ids.is_cuda:
      m = max(1, 2048 // ids.size(1))
    out = annotate(List[Tensor], [])
    i = 0
    while i < prompts:
      m = min(m, prompts - i)
      own = annotate(Optional[Tensor], None)
      if mask is not None:
        own = torch.narrow(mask, 0, i, m)
      ks = annotate(List[Tensor], [])
      vs = annotate(List[Tensor], [])
      for k in range(len(keys)):
        ks.append(torch.narrow(keys[k], 0, i, m))
        vs.append(torch.narrow(values[k], 0, i, m))
      if int(torch.select(control, 0, 0)) == 0:
        out.append(self.cached(ws, frequencies, torch.narrow(ids, 0, i, m), torch.narrow(positions, 0, i, m), own, ks, vs, filled))
      else:
        out.append(torch.zeros([m, ${vocabulary}], dtype=6, device=ids.device))
      i = i + m
    return torch.cat(out)

  # Puts the cache of some rows into one of all rows, laid out [layers, B, kv heads, positions, head].
  def kept_rows(self, all: Tensor, cache: List[Tensor], rows: Tensor, filled: int) -> Tensor:
    for i in range(len(cache)):
      torch.index_copy_(torch.narrow(torch.select(all, 0, i), 2, 0, filled), 0, rows, torch.narrow(cache[i], 2, 0, filled))
    return all

  # The positions of a cache [layers, B, kv heads, T, head] that a mask [B, T] names, moved together to the end.
  def together(self, all: Tensor, order: Tensor) -> Tensor:
    b = all.size(1)
    t = order.size(1)
    return torch.gather(all, 3, order.view([1, b, 1, t, 1]).expand([${layers}, b, ${kv_heads}, t, ${head}]))

  # Samples responses. ids [P, L] left-padded prompts, each computed once and continued `samples` times; uniforms [P * samples, N].
  # control: two int32 on the CPU, shared with Java: [0] set to 1 stops before the next token, [1] counts tokens done.
  # letters: 2B int64 on the CPU, shared with Java, for stop texts, which only Java can see. After token j the loop leaves
  # j * 2^32 + token + 1 for each row in the first half (token -1: the row has ended) and waits until Java has put 2j, or 2j + 1 to
  # end the row, into all of the second half. So each number says by itself which token it is about. A single number stands where nobody asks.
  # past_keys, past_values [layers, R, kv heads, T, head], past_seen [R, T]: what an earlier call left behind (T may be 0); prompt i
  # goes on from row past_rows[i] of it, or from nothing where that is -1. keep: whether this call leaves something behind.
  # Returns tokens, log-probabilities at 1 and T, entropies at T (each [B, N], padded), lengths [B], and keys, values and mask of
  # all rows without their last tokens, for a call that goes on.
  def generate(self, ws: List[Tensor], frequencies: Tensor, ids: Tensor, valid: Tensor, padded: bool, samples: int, uniforms: Tensor, temperature: float, top_k: int, top_p: float, stops: Tensor, padding: int, control: Tensor, letters: Tensor, check_every: int, past_keys: Tensor, past_values: Tensor, past_seen: Tensor, past_rows: Tensor, keep: bool) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    prompts = ids.size(0)
    before = past_seen.size(1)
    length = before + ids.size(1)
    b = prompts * samples
    n = uniforms.size(1)
    device = ids.device
    # With one response for each prompt the prompt's cache has room for the response; else it is copied for each of them.
    room = length
    if samples == 1:
      room = length + n
    keys = annotate(List[Tensor], [])
    values = annotate(List[Tensor], [])
    for i in range(${layers}):
      keys.append(torch.empty([prompts, ${kv_heads}, room, ${head}], dtype=ws[0].dtype, device=device))
      values.append(torch.empty([prompts, ${kv_heads}, room, ${head}], dtype=ws[0].dtype, device=device))
    prompt_mask = annotate(Optional[Tensor], None)
    if padded:
      prompt_mask = self.visible(valid)
    places = self.positions(valid)
    counts = torch.sum(valid.to(4), [1], True)
    read = valid
    if before > 0:
      past = torch.clamp_min(past_rows, 0)
      for i in range(${layers}):
        torch.copy_(torch.narrow(keys[i], 2, 0, before), torch.index_select(torch.select(past_keys, 0, i), 0, past))
        torch.copy_(torch.narrow(values[i], 2, 0, before), torch.index_select(torch.select(past_values, 0, i), 0, past))
      earlier = torch.logical_and(torch.index_select(past_seen, 0, past), torch.unsqueeze(torch.ge(past_rows, 0), 1))
      offset = torch.sum(earlier.to(4), [1], True)
      places = torch.add(places, offset)
      counts = torch.add(counts, offset)
      read = torch.cat([earlier, valid], 1)
      wide = earlier.view([prompts, 1, 1, before]).expand([prompts, 1, ids.size(1), before])
      prompt_mask = torch.cat([wide, self.visible(valid)], -1)
      padded = True
    # Not for one row, which a small matrix multiplies faster as it is, nor for so few tokens that packing takes longer.
    fast = ws
    if b > 1 and n >= 8 and int(torch.select(control, 0, 0)) == 0:  # only: packing
      fast = self.packed(ws, b)  # only: packing
    logits = self.prefilled(fast, frequencies, ids, places, prompt_mask, keys, values, before, control)
    origin = torch.floor_divide(torch.arange(b, dtype=4, device=device), samples)
    if samples > 1:
      keys = self.grown(keys, origin, length, length + n)
      values = self.grown(values, origin, length, length + n)
      logits = torch.index_select(logits, 0, origin)
    positions = torch.index_select(counts, 0, origin)
    seen = torch.ones([b, length + n], dtype=11, device=device)
    torch.copy_(torch.narrow(seen, 1, 0, length), torch.index_select(read, 0, origin))
    left_keys = torch.zeros([0], dtype=ws[0].dtype, device=device)
    left_values = left_keys
    left_seen = torch.zeros([0], dtype=11, device=device)
    if keep:
      left_keys = torch.zeros([${layers}, b, ${kv_heads}, length + n, ${head}], dtype=ws[0].dtype, device=device)
      left_values = torch.zeros_like(left_keys)
      left_seen = seen.clone()
    out = torch.full([b, n], padding, dtype=4, device=device)
    ones = torch.zeros([b, n], dtype=6, device=device)
    ts = torch.zeros([b, n], dtype=6, device=device)
    es = torch.zeros([b, n], dtype=6, device=device)
    lengths = torch.zeros([b], dtype=4, device=device)
    rows = torch.arange(b, dtype=4, device=device)
    alive = torch.ones([b], dtype=11, device=device)
    j = 0
    go = n > 0
    while go:
      u = torch.index_select(torch.narrow(uniforms, 1, j, 1), 0, rows)
      tokens, one, at, entropy, = self.sample(logits, u, temperature, top_k, top_p)
      dead = torch.logical_not(alive)
      tokens = torch.masked_fill(tokens, dead, padding)
      torch.index_copy_(torch.select(out, 1, j), 0, rows, tokens)
      torch.index_copy_(torch.select(ones, 1, j), 0, rows, torch.masked_fill(one, dead, 0.))
      torch.index_copy_(torch.select(ts, 1, j), 0, rows, torch.masked_fill(at, dead, 0.))
      torch.index_copy_(torch.select(es, 1, j), 0, rows, torch.masked_fill(entropy, dead, 0.))
      torch.index_add_(lengths, 0, rows, alive.to(4))
      alive = torch.logical_and(alive, torch.logical_not(torch.isin(tokens, stops)))
      j = j + 1
      torch.fill_(torch.select(control, 0, 1), j)
      if letters.size(0) > 1:
        written = torch.full([b], -1, dtype=4, device=device)
        torch.index_copy_(written, 0, rows, torch.masked_fill(tokens, dead, -1))
        torch.copy_(torch.narrow(letters, 0, 0, b), torch.add(written, j * 4294967296 + 1))
        answers = torch.narrow(letters, 0, b, b)
        while int(torch.min(answers)) < 2 * j and int(torch.select(control, 0, 0)) == 0:
          pass
        ended = torch.index_select(torch.eq(answers, 2 * j + 1).to(device), 0, rows)
        alive = torch.logical_and(alive, torch.logical_not(ended))
      go = j < n and int(torch.select(control, 0, 0)) == 0
      if go and (j % check_every) == 0:
        left = int(torch.sum(alive))
        if left == 0:
          go = False
        elif left * 4 <= rows.size(0) * 3:
          if keep:
            left_keys = self.kept_rows(left_keys, keys, rows, length + j - 1)
            left_values = self.kept_rows(left_values, values, rows, length + j - 1)
          running = torch.squeeze(torch.nonzero(alive), 1)
          rows = torch.index_select(rows, 0, running)
          alive = torch.index_select(alive, 0, running)
          tokens = torch.index_select(tokens, 0, running)
          positions = torch.index_select(positions, 0, running)
          seen = torch.index_select(seen, 0, running)
          keys = self.grown(keys, running, length + j - 1, length + n)
          values = self.grown(values, running, length + j - 1, length + n)
      if go:
        mask = annotate(Optional[Tensor], None)
        if padded:
          mask = torch.unsqueeze(torch.unsqueeze(torch.narrow(seen, 1, 0, length + j), 1), 1)
        if rows.size(0) == 1 and ${hidden} < 1024:  # only: packing
          fast = ws  # only: packing
        logits = self.cached(fast, frequencies, torch.unsqueeze(tokens, 1), positions, mask, keys, values, length + j - 1)
        positions = torch.add(positions, 1)
    if keep:
      left_keys = self.kept_rows(left_keys, keys, rows, length + j - 1)
      left_values = self.kept_rows(left_values, values, rows, length + j - 1)
      columns = torch.arange(n, dtype=4, device=device)
      torch.copy_(torch.narrow(left_seen, 1, length, n), torch.lt(columns, torch.unsqueeze(torch.sub(lengths, 1), 1)))
      longest = int(torch.max(torch.sum(left_seen.to(4), [1])))
      flags, order, = torch.sort(left_seen.to(4), stable=True, dim=1, descending=False)
      order = torch.narrow(order, 1, length + n - longest, longest)
      left_keys = self.together(left_keys, order)
      left_values = self.together(left_values, order)
      left_seen = torch.gather(left_seen, 1, order)
    return (out, ones, ts, es, lengths, left_keys, left_values, left_seen)
