// Computes the expected values of OnnxReferenceTest with an implementation that shares no code with ours:
//   npm install --ignore-scripts @huggingface/transformers@4.3.1     (brings onnxruntime-node 1.30.0; Node.js 20)
//   node reference-vectors.mjs MODELS > src/test/resources/embedding/reference-vectors.json
// MODELS holds one folder a model, en and zh, filled from the model jars of pom.xml: onnx/model_quantized.onnx (the .onnx)
// and tokenizer.json. What the jars leave out is written here, as the models' cards say it.
import { writeFileSync } from "node:fs";
import { AutoModel, AutoTokenizer, Tensor, env, mean_pooling } from "@huggingface/transformers";

const english = [
  "red summer dress",
  "Absolutely wonderful - silky and sexy and comfortable",
  "I love, love, love this jumpsuit. it's fun, flirty, and fabulous! every time i wear it, i get nothing but great compliments!",
  "The zipper broke after two days, and customer service did not answer.",
  "THE SHOES ARE WAY TOO SMALL!!! DO NOT BUY",
  "😍😍 best purchase ever 🎉",
  "Great value 👍🏽 but delivery was slow 🐌",
  "ok",
  "?",
  "...",
  "42",
  "Ordered 3 x size 38 on 2024-11-29 for $1,299.95 (incl. 19% VAT)",
  "Café crème brûlée – naïve façade, Ångström",
  "it's 5'8\" long; w/ a 32\" inseam -- runs small/tight (esp. @ hips) & itchy #fail",
  "state-of-the-art noise-cancelling head-phones",
  "https://shop.example.com/p/12345?ref=mail&utm_source=newsletter",
  "  leading,   inner \t and trailing   white space  ",
  "line one\nline two\r\nline three",
  "Donaudampfschifffahrtsgesellschaftskapitän",
  "x".repeat(150),
  "Très déçu, la taille ne correspond pas du tout et le tissu est transparent.",
  "Ich bin begeistert: passt perfekt, schöne Farbe, schnelle Lieferung!",
  "I had such high hopes for this dress and really wanted it to work for me. i initially ordered the petite small (my usual size) but i found this to be outrageously small. so small in fact that i could not zip it up! i reordered it in petite medium, which was just ok. overall, the top half was comfortable and fit nicely, but the bottom half had a very tight under layer and several somewhat cheap (net) over layers.",
  "The fabric is soft and the seams are neat, but the colour fades. ".repeat(14).trim(),
  "A long review that goes on well beyond what the model reads of it, sentence after sentence. ".repeat(30).trim(),
];
const chinese = [
  "红色连衣裙",
  "质量很好，物流很快，非常满意！",
  "太小了，穿不上，客服态度也不好。",
  "这件衣服的面料非常舒服，颜色和图片一样，朋友们都说好看，下次还会再来买。",
  "好",
  "？",
  "。。。",
  "退货",
  "iPhone 15 Pro 256GB 手机壳，很合适",
  "双十一买的，¥199.00，比平时便宜了50元",
  "😍 超级喜欢 👍",
  "快递3天就到了，包装完好无损",
  "一般般吧，没有想象中那么好",
  "電池續航力不錯，但是充電有點慢",
  "品質良好，値得購買，推薦給大家",
  "性价比高！！！五星好评～～",
  "第一次购买，感觉还可以，就是味道有点大，晾了两天才散掉。",
  "尺码标准，175cm/70kg 穿 XL 刚好",
  "mixed 中英文 review: very good 很好用",
  "假货！！！千万不要买！！！",
  "给妈妈买的生日礼物，她很喜欢，穿上显年轻，裙子长度也合适。",
  "这款耳机音质不错，低音浑厚，降噪效果明显，戴久了耳朵有点疼。",
  "  前后 有 空格  ",
  "宝贝收到了，和描述一致，做工精细，值得推荐给大家购买。".repeat(8),
  "这是一条很长的评论，超过了模型能够读取的长度，后面的内容会被忽略。".repeat(25),
];

const models = process.argv[2];
const cards = [
  { folder: "en", id: "all-minilm-l6-v2-q", pooling: "mean", longest: 256, texts: english },
  { folder: "zh", id: "bge-small-zh-v15-q", pooling: "cls", longest: 512, texts: chinese },
];
env.allowRemoteModels = false;
env.localModelPath = models;
const result = {
  origin:
    "src/test/js/reference-vectors.mjs with npm @huggingface/transformers 4.3.1 on onnxruntime-node 1.30.0 (graph optimization level basic); vectors are base64 of little-endian float32",
  models: [],
};
for (const card of cards) {
  const folder = `${models}/${card.folder}`;
  writeFileSync(`${folder}/config.json`, JSON.stringify({ model_type: "bert" }));
  writeFileSync(
    `${folder}/tokenizer_config.json`,
    JSON.stringify({ tokenizer_class: "BertTokenizer", model_max_length: card.longest }),
  );
  const tokenizer = await AutoTokenizer.from_pretrained(card.folder);
  const model = await AutoModel.from_pretrained(card.folder, {
    dtype: "q8",
    // As LoadedModel: operators fused beyond this level round differently in every release of the runtime.
    session_options: { graphOptimizationLevel: "basic" },
  });
  const vectors = [];
  for (const text of card.texts) {
    let ids = Array.from((await tokenizer(text)).input_ids.data);
    if (ids.length > card.longest) {
      // The pipeline's own truncation loses the closing mark, which the publishers' library keeps.
      ids = [...ids.slice(0, card.longest - 1), ids.at(-1)];
    }
    const tensor = (values) => new Tensor("int64", BigInt64Array.from(values), [1, ids.length]);
    const mask = tensor(ids.map(() => 1n));
    const { last_hidden_state: tokens } = await model({
      input_ids: tensor(ids),
      attention_mask: mask,
      token_type_ids: tensor(ids.map(() => 0n)),
    });
    const pooled = card.pooling === "mean" ? mean_pooling(tokens, mask) : tokens.slice(null, 0);
    const floats = Float32Array.from(pooled.normalize(2, -1).data);
    vectors.push({ text, vector: Buffer.from(floats.buffer).toString("base64") });
  }
  result.models.push({ id: card.id, vectors });
}
console.log(JSON.stringify(result, null, 1));
